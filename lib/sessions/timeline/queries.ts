import { asc, eq, inArray, or, sql } from 'drizzle-orm'
import { authTransactions } from '#db/schema/auth-transactions.ts'
import { drsEvaluations } from '#db/schema/drs-evaluations.ts'
import { sessionAuthTimeline } from '#db/schema/views.ts'
import { statement } from '#db/statement.ts'
import type { EventType, Severity } from '#lib/audit/schema.ts'
import type { Context } from '#lib/context.ts'

/** Beyond this many authentications the page shows the sign-in and the newest. */
export const MAX_AUTHENTICATIONS = 200

export type AuthenticationRow = Awaited<ReturnType<typeof listAuthentications>>[number]
export type StepRow = AuthenticationRow['steps'][number]

/** The authentications of one session in order, each with the steps it took and the signals of its verdict. */
export async function listAuthentications(ctx: Context, sessionId: string) {
  const timeline = ctx.db
    .select()
    .from(sessionAuthTimeline)
    .where(eq(sessionAuthTimeline.sessionId, sessionId))
    .as('timeline')
  const rows = await ctx.db
    .select({
      contextId: timeline.contextId,
      authType: timeline.authType,
      authOutcome: timeline.authOutcome,
      authTime: timeline.authTime,
      authCompletedAt: timeline.authCompletedAt,
      ipAddress: timeline.ipAddress,
      ipLocation: timeline.ipLocation,
      deviceFingerprint: timeline.deviceFingerprint,
      browser: timeline.browser,
      operatingSystem: timeline.operatingSystem,
      recommendation: timeline.recommendation,
      riskScore: timeline.riskScore,
      signalTypes: timeline.signalTypes,
      authSequence: timeline.authSequence,
      total: timeline.totalAuthsInSession,
      // Not the whole answer: a risk service may write as much as it likes into it.
      signals: sql<unknown>`${drsEvaluations.rawResponse} -> 'signals'`.as('signals'),
    })
    .from(timeline)
    .leftJoin(drsEvaluations, eq(drsEvaluations.evaluationId, timeline.evaluationId))
    .where(
      or(
        eq(timeline.authSequence, 1),
        sql`${timeline.authSequence} > ${timeline.totalAuthsInSession} - ${MAX_AUTHENTICATIONS}`,
      ),
    )
    .orderBy(asc(timeline.authSequence))
  const steps = await listSteps(
    ctx,
    rows.map(row => row.contextId),
  )
  return rows.map(row => ({ ...row, steps: steps.get(row.contextId) ?? [] }))
}

async function listSteps(ctx: Context, contextIds: string[]) {
  const rows =
    contextIds.length === 0
      ? []
      : await ctx.db
          .select({
            contextId: authTransactions.contextId,
            type: authTransactions.transactionType,
            status: authTransactions.transactionStatus,
            mfaMethod: authTransactions.mfaMethod,
            mfaOptionId: authTransactions.mfaOptionId,
            mfaOptions: authTransactions.mfaOptions,
            verificationResult: authTransactions.verificationResult,
            attemptNumber: authTransactions.attemptNumber,
            esignDocumentId: authTransactions.esignDocumentId,
            esignAction: authTransactions.esignAction,
            deviceBindDecision: authTransactions.deviceBindDecision,
            createdAt: authTransactions.createdAt,
            consumedAt: authTransactions.consumedAt,
            expiresAt: authTransactions.expiresAt,
          })
          .from(authTransactions)
          .where(inArray(authTransactions.contextId, contextIds))
          .orderBy(asc(authTransactions.contextId), asc(authTransactions.sequenceNumber))
  return Map.groupBy(rows, row => row.contextId)
}

/** An audit event that turns the story of a session. `at` is ISO 8601 with microseconds. */
export type MomentRow = {
  audit_id: string
  event_type: EventType
  severity: Severity
  context_id: string | null
  ip_address: string | null
  event_data: Record<string, unknown>
  at: string
}

/**
 * Of the session's own audit events those that tell its story: what step-ups were for, handoffs, reuse, the end, and of the
 * refreshes the first and each that came from another address than the one before. Oldest first.
 */
export const listMoments = statement<MomentRow>(
  'session_moments',
  value => sql`
  SELECT audit_id, event_type, severity, context_id, host(ip_address) AS ip_address, event_data,
         to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
  FROM (
    SELECT audit_id, event_type, severity, context_id, ip_address, event_data, created_at,
           event_type = 'TOKEN_REFRESHED' AND ip_address IS NOT DISTINCT FROM lag(ip_address) OVER (
             PARTITION BY event_type = 'TOKEN_REFRESHED' ORDER BY created_at, audit_id) AS same_address
    FROM audit_logs
    WHERE session_id = ${value('session_id')}::uuid
      AND event_type IN ('TOKEN_REFRESHED', 'TOKEN_REUSE_DETECTED', 'STEP_UP_INITIATED', 'STEP_UP_FAILED',
                         'LOGIN_TRUSTED_DEVICE', 'HANDOFF_CREATED', 'HANDOFF_REDEEMED', 'HANDOFF_REFUSED', 'LOGOUT',
                         'SESSION_EXPIRED', 'SESSION_REVOKED')
  ) told
  WHERE NOT same_address
  ORDER BY created_at, audit_id
  LIMIT 5000`,
)
