import { roleMay } from '#lib/agents/rules.ts'
import type { Actor } from '#lib/context.ts'
import { maskAddress, maskUsername } from '#lib/mask.ts'
import { shortPlace } from '#lib/short-place.ts'
import { type Chain, presentChain, presentReuses, type Reuse } from './chain/present.ts'
import type { ChainRow } from './chain/queries.ts'
import { type DeviceTrust, presentDevice, presentTrust, type SessionDevice } from './device/present.ts'
import { movesOf, type PlaceSpan, placeFinder, placeSpans, type Sighting, sightRefreshes } from './places/rules.ts'
import type { SessionRow } from './queries.ts'
import type { SessionStatus } from './schema.ts'
import { type Authentication, presentAuthentications } from './timeline/present.ts'
import type { AuthenticationRow, MomentRow } from './timeline/queries.ts'
import { type StoryItem, tellStory } from './timeline/rules.ts'
import type { TrailPage } from './trail/present.ts'
import { REVOCATION_REASONS, type RevocationReason } from './words/rules.ts'

/** How a session ended. `at` is null where nobody recorded it. */
export type SessionEnd = {
  kind: 'REVOKED' | 'LOGGED_OUT' | 'EXPIRED'
  at: string | null
  /** An agent's username, else what is kept: a client app, SYSTEM. */
  by: string | null
  reason: string | null
  /** Which of an agent's reasons it was; null for any other. */
  code: RevocationReason | null
}

/** Everything the Session page shows. Instants are ISO 8601, UTC; names and addresses masked for who may not read them. */
export type SessionPage = {
  /** The database's clock when it was read. */
  now: string
  sessionId: string
  contextId: string
  /** An active session whose time is over is told as EXPIRED, before the job has come round to it. */
  status: SessionStatus
  masked: boolean
  username: string
  cupid: string
  guid: string
  /** When the sign-in began, and when it opened the session. */
  startedAt: string
  signedInAt: string
  lastActivityAt: string
  expiresAt: string
  end: SessionEnd | null
  app: { id: string; name: string | null; version: string; accessTokens: 'jwt' | 'opaque' | null }
  device: SessionDevice
  trust: DeviceTrust | null
  address: string
  place: string | null
  /** The user's active sessions, this one included, counted to 100. */
  activeSessions: number
  /** Until when its last self-contained access token could or can be believed offline; null when it had none. */
  believedUntil: string | null
  authentications: Authentication[]
  /** Authentications between the sign-in and the newest that are not told one by one. */
  omitted: number
  places: PlaceSpan[]
  /** Epoch seconds to a tenth, ascending. */
  refreshedAt: number[]
  story: StoryItem[]
  chain: Chain
  reuses: Reuse[]
  trail: TrailPage & { count: number; capped: boolean }
}

export type SessionFacts = {
  row: SessionRow
  authentications: AuthenticationRow[]
  moments: MomentRow[]
  chain: ChainRow
  believedUntil: Date | null
  activeSessions: number
  trail: SessionPage['trail']
}

export const isMasked = (actor: Actor): boolean => actor.kind === 'agent' && !roleMay(actor.role, 'pii:read')

export function presentSessionPage(
  facts: SessionFacts,
  actor: Actor,
  lookUpPlace: (address: string) => string | null,
): SessionPage {
  const { row, moments } = facts
  const { session, context } = row
  const masked = isMasked(actor)
  const showAddress = (address: string) => (masked ? maskAddress(address) : address)
  const authentications = presentAuthentications(facts.authentications, moments, masked, row.now)
  const placeOf = placeFinder(
    facts.authentications.map(({ ipAddress, ipLocation }) => ({
      address: ipAddress,
      place: ipLocation && shortPlace(ipLocation),
    })),
    address => shortPlace(lookUpPlace(address) ?? '') || null,
  )
  const seen = sightings(facts, placeOf).map(sighting => ({ ...sighting, address: showAddress(sighting.address) }))
  const end = presentEnd(row, moments)
  const reuses = presentReuses(moments, showAddress, placeOf)
  return {
    now: row.now.toISOString(),
    sessionId: session.sessionId,
    contextId: session.contextId,
    status: statusOf(row),
    masked,
    username: masked ? maskUsername(context.username) : context.username,
    cupid: session.cupid,
    guid: context.guid,
    startedAt: context.startedAt.toISOString(),
    signedInAt: session.createdAt.toISOString(),
    lastActivityAt: session.lastActivityAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    end,
    app: {
      id: context.appId,
      name: row.app?.name ?? null,
      version: context.appVersion,
      accessTokens: row.app?.accessTokenFormat === 'opaque' ? 'opaque' : row.app ? 'jwt' : null,
    },
    device: presentDevice(row),
    trust: presentTrust(row),
    address: showAddress(session.ipAddress),
    place: placeOf(session.ipAddress),
    activeSessions: facts.activeSessions,
    believedUntil: facts.believedUntil?.toISOString() ?? null,
    authentications,
    omitted: (facts.authentications[0]?.total ?? 0) - authentications.length,
    places: placeSpans(seen),
    refreshedAt: (facts.chain.refreshed ?? []).map(tenths => tenths / 10),
    story: tellStory({
      openedAt: session.createdAt.toISOString(),
      endedAt: end?.at ?? null,
      authentications,
      trustedDevice: moments.some(moment => moment.event_type === 'LOGIN_TRUSTED_DEVICE'),
      refreshedAt: (facts.chain.refreshed ?? []).map(tenths => tenths * 100),
      moves: movesOf(seen),
      handoffs: presentHandoffs(moments),
      reusedAt: reuses.map(({ at }) => at),
    }),
    chain: presentChain(facts.chain),
    reuses,
    trail: facts.trail,
  }
}

const statusOf = ({ session, now }: SessionRow): SessionStatus =>
  session.status === 'ACTIVE' && session.expiresAt <= now ? 'EXPIRED' : (session.status as SessionStatus)

function presentEnd(row: SessionRow, moments: MomentRow[]): SessionEnd | null {
  const { session } = row
  const told = (type: MomentRow['event_type']) => moments.findLast(moment => moment.event_type === type)?.at ?? null
  switch (statusOf(row)) {
    case 'REVOKED':
      return {
        kind: 'REVOKED',
        at: session.revokedAt?.toISOString() ?? null,
        by: row.revoker ?? session.revokedBy,
        reason: session.revocationReason,
        code: codeOf(session.revocationReason),
      }
    case 'LOGGED_OUT':
      return { kind: 'LOGGED_OUT', at: told('LOGOUT'), by: null, reason: null, code: null }
    case 'EXPIRED':
      return { kind: 'EXPIRED', at: session.expiresAt.toISOString(), by: null, reason: null, code: null }
    default:
      return null
  }
}

// What is stored begins with the reason's words.
function codeOf(reason: string | null): RevocationReason | null {
  const known = Object.entries(REVOCATION_REASONS) as [RevocationReason, string][]
  return known.find(([, words]) => reason === words || reason?.startsWith(`${words}:`))?.[0] ?? null
}

function sightings(
  { authentications, moments, chain }: SessionFacts,
  placeOf: (address: string) => string | null,
): Sighting[] {
  const changes = moments.flatMap(({ event_type, at, ip_address }) =>
    event_type === 'TOKEN_REFRESHED' && ip_address ? [{ ms: Date.parse(at), address: ip_address }] : [],
  )
  const refreshedAt = (chain.refreshed ?? []).map(tenths => tenths * 100)
  const seen = [
    ...authentications.map(({ authTime, authOutcome, ipAddress }) => ({
      at: authTime.toISOString(),
      address: ipAddress,
      by: authOutcome === 'SUCCESS' ? ('authentication' as const) : ('failure' as const),
    })),
    ...sightRefreshes(refreshedAt, changes).map(refresh => ({ ...refresh, by: 'refresh' as const })),
  ]
  seen.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return seen.map(sighting => ({ ...sighting, place: placeOf(sighting.address) }))
}

const HANDOFF_STATES = { HANDOFF_CREATED: 'created', HANDOFF_REDEEMED: 'redeemed', HANDOFF_REFUSED: 'refused' } as const

const presentHandoffs = (moments: MomentRow[]) =>
  moments.flatMap(({ event_type, at, event_data }) => {
    const state = HANDOFF_STATES[event_type as keyof typeof HANDOFF_STATES]
    const target = typeof event_data.target_app === 'string' ? event_data.target_app : null
    return state ? [{ at, target, state }] : []
  })
