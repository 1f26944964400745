import { and, desc, eq, getTableColumns, gt, like, max, sql } from 'drizzle-orm'
import { z } from 'zod'
import { agentSessions } from '#db/schema/agent-sessions.ts'
import { authContexts } from '#db/schema/auth-contexts.ts'
import { clientApps } from '#db/schema/client-apps.ts'
import { drsEvaluations } from '#db/schema/drs-evaluations.ts'
import { sessions } from '#db/schema/sessions.ts'
import { tokens } from '#db/schema/tokens.ts'
import { trustedDevices } from '#db/schema/trusted-devices.ts'
import type { Context } from '#lib/context.ts'
import { Failure } from '#lib/failure.ts'

/** Whether there is such a session, whatever its status. */
export async function sessionExists(ctx: Context, sessionId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ sessionId: sessions.sessionId })
    .from(sessions)
    .where(eq(sessions.sessionId, sessionId))
    .limit(1)
  return row !== undefined
}

/**
 * When the last self-contained access token of a session runs out, ISO 8601; null when none is still ahead. Its status
 * does not matter: who checks only the signature believes a revoked one too.
 */
export async function getLastAccessTokenExpiry(ctx: Context, sessionId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ expiresAt: max(tokens.expiresAt) })
    .from(tokens)
    .where(and(selfContainedAccessToken(sessionId), gt(tokens.expiresAt, sql`now()`)))
  return row?.expiresAt?.toISOString() ?? null
}

/** The same whether ahead or past; null for a session whose access tokens are all opaque. */
export async function findLastBelievedAt(ctx: Context, sessionId: string): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ expiresAt: max(tokens.expiresAt) })
    .from(tokens)
    .where(selfContainedAccessToken(sessionId))
  return row?.expiresAt ?? null
}

export type SessionRow = Awaited<ReturnType<typeof getSession>>

/**
 * A session with the sign-in that opened it, its client app, the newest verdict on the sign-in, the trust in its device
 * and the database's clock. Throws `not_found`, for text that is no id as well.
 */
export async function getSession(ctx: Context, sessionId: string) {
  if (!z.uuid().safeParse(sessionId).success) throw new Failure('not_found')
  const verdict = latestVerdict(ctx)
  const trust = trustInDevice(ctx)
  const revoker = agentWhoRevoked(ctx)
  const [row] = await ctx.db
    .select({
      session: getTableColumns(sessions),
      context: {
        guid: authContexts.guid,
        username: authContexts.username,
        appId: authContexts.appId,
        appVersion: authContexts.appVersion,
        startedAt: authContexts.createdAt,
      },
      app: { name: clientApps.name, accessTokenFormat: clientApps.accessTokenFormat },
      verdict: {
        // First, and never null: Drizzle takes a joined row whose first column is null for no row at all.
        evaluationId: verdict.evaluationId,
        browser: verdict.browser,
        browserVersion: verdict.browserVersion,
        operatingSystem: verdict.operatingSystem,
        osVersion: verdict.osVersion,
        deviceType: verdict.deviceType,
        ipLocation: verdict.ipLocation,
      },
      trust: {
        deviceId: trust.deviceId,
        deviceName: trust.deviceName,
        status: trust.status,
        trustedAt: trust.trustedAt,
        expiresAt: trust.expiresAt,
        revokedAt: trust.revokedAt,
      },
      /** Who ended it, by name where it was an agent. */
      revoker: revoker.username,
      now: sql`now()`.mapWith(sessions.createdAt).as('now'),
    })
    .from(sessions)
    .innerJoin(authContexts, eq(authContexts.contextId, sessions.contextId))
    .leftJoin(clientApps, eq(clientApps.clientId, authContexts.appId))
    .leftJoinLateral(verdict, sql`true`)
    .leftJoinLateral(trust, sql`true`)
    .leftJoinLateral(revoker, sql`true`)
    .where(eq(sessions.sessionId, sessionId))
    .limit(1)
  if (!row) throw new Failure('not_found')
  return row
}

/** How many sessions of a user are active, counted to 100 and no further. */
export async function countActiveSessions(ctx: Context, cupid: string): Promise<number> {
  const some = ctx.db
    .select({ one: sql`1`.as('one') })
    .from(sessions)
    .where(and(eq(sessions.cupid, cupid), eq(sessions.status, 'ACTIVE')))
    .limit(100)
    .as('some')
  return ctx.db.$count(some)
}

// The claims of a JWT are kept, and they begin with `{`: in base64url `ey`. Of an opaque token its prefix is.
const selfContainedAccessToken = (sessionId: string) =>
  and(eq(tokens.sessionId, sessionId), eq(tokens.tokenType, 'ACCESS'), like(tokens.tokenValue, 'ey%'))

const latestVerdict = (ctx: Context) =>
  ctx.db
    .select()
    .from(drsEvaluations)
    .where(eq(drsEvaluations.contextId, sessions.contextId))
    .orderBy(desc(drsEvaluations.createdAt))
    .limit(1)
    .as('verdict')

// A device may have been trusted, revoked and trusted again: what holds now comes first, then the latest.
const trustInDevice = (ctx: Context) =>
  ctx.db
    .select()
    .from(trustedDevices)
    .where(
      and(
        eq(
          trustedDevices.deviceFingerprintHash,
          sql`encode(sha256(convert_to(${sessions.deviceFingerprint}, 'UTF8')), 'hex')`,
        ),
        eq(trustedDevices.cupid, sessions.cupid),
        eq(trustedDevices.appId, authContexts.appId),
      ),
    )
    .orderBy(sql`${trustedDevices.status} = 'ACTIVE' DESC`, desc(trustedDevices.trustedAt))
    .limit(1)
    .as('trust')

// `revoked_by` keeps an agent's cupid; his name is known from his own sign-ins.
const agentWhoRevoked = (ctx: Context) =>
  ctx.db
    .select({ username: agentSessions.username })
    .from(agentSessions)
    .where(eq(agentSessions.cupid, sessions.revokedBy))
    .orderBy(desc(agentSessions.createdAt))
    .limit(1)
    .as('revoker')
