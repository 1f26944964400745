import { FAILURES } from '#lib/failure.ts'
import { decideNextStep, type Facts } from '#lib/login/rules.ts'
import { STEPS } from '#lib/login/steps.ts'
import { AMR, REFRESH_TOKEN_TTL_SECONDS } from '#lib/tokens/rules.ts'
import {
  abandon,
  closeStep,
  finish,
  type Journey,
  type Opening,
  openJourney,
  openStep,
  proceed,
  tell,
} from './journey.ts'
import { proveSecondFactor, type Try } from './second-factor.ts'
import { later, SECOND } from './time.ts'
import { issueTokens, type LiveSession } from './tokens.ts'
import { findTrust, offerBinding } from './trusted-device.ts'
import type { DeviceRow, SessionRow, World } from './world.ts'

export type SignIn = Omit<Opening, 'session'> & {
  /** What the user does when a second factor is asked for. */
  tries?: Try[]
  /** What the user says to the offer to trust the device. */
  bindsDevice?: boolean
  /** A document that waits for the user's signature. */
  document?: { id: string; signs: boolean }
}

type Proven = { factor: (Try & { attempts: number }) | null; trusted: DeviceRow | null }

/**
 * A sign-in with the right password, led through its steps by the product's own decision table. Returns the session;
 * null when the journey ended on the way.
 */
export function signIn(world: World, input: SignIn): LiveSession | null {
  const { person, app, origin, at } = input
  const journey = openJourney(world, input, {
    eventType: 'LOGIN_INITIATED',
    eventData: { app_id: app.clientId, app_version: app.version, username: person.username },
  })
  const trusted = findTrust(world, person, app, origin.device, at)
  const facts: Facts = {
    recommendation: journey.verdict.recommendation,
    directoryAsksMfa: person.mfaRequired,
    deviceTrusted: trusted !== null,
    pendingDocuments: input.document && !hasAccepted(world, person.cupid, input.document.id) ? [input.document.id] : [],
    bindOffered: app.deviceBindOffer ?? false,
  }
  const proven: Proven = { factor: null, trusted }
  for (;;) {
    switch (decideNextStep(facts)) {
      case 'DENY':
        return deny(journey)
      case 'MFA':
        proven.factor = proveSecondFactor(journey, input.tries ?? [])
        if (!proven.factor) return abandon(journey) ?? null
        Object.assign(facts, { recommendation: 'ALLOW', directoryAsksMfa: false })
        break
      case 'ESIGN':
        if (!sign(journey, input.document!)) return null
        facts.pendingDocuments = []
        break
      case 'DEVICE_BIND':
        offerBinding(journey, input.bindsDevice ?? false)
        facts.bindOffered = false
        break
      case 'SESSION':
        return openSession(journey, proven)
    }
  }
}

function deny(journey: Journey) {
  const eventData = { error_code: FAILURES.denied.errorCode }
  tell(journey, { eventType: 'LOGIN_DENIED', severity: 'WARN', eventData })
  finish(journey, 'FAILED')
  return null
}

// Asked once: who accepted the version is not shown it again.
const hasAccepted = (world: World, cupid: string, documentId: string) =>
  world.rows.acceptances.some(row => row.cupid === cupid && row.documentId === documentId)

function sign(journey: Journey, { id, signs }: NonNullable<SignIn['document']>): boolean {
  const document = journey.world.rows.documents.find(row => row.documentId === id)
  if (!document) throw new Error(`the demo world has no document ${id}`)
  const { version, contentHash } = document
  const step = openStep(
    journey,
    {
      transactionType: 'ESIGN_PRESENT',
      phase: 'ESIGN',
      esignDocumentId: id,
      esignVersion: version,
      esignAction: 'PRESENTED',
    },
    STEPS.ESIGN_PRESENT.ttlSeconds,
  )
  const { transactionId } = step
  tell(journey, { eventType: 'ESIGN_PRESENTED', transactionId, eventData: { document_id: id, version } })
  proceed(journey, journey.world.random.between(8, 70))
  if (signs) {
    closeStep(journey, step, { esignAction: 'ACCEPTED' })
    journey.world.rows.acceptances.push(acceptanceRow(journey, transactionId, document))
    const eventData = { document_id: id, version, content_hash: contentHash }
    tell(journey, { eventType: 'ESIGN_ACCEPTED', transactionId, eventData })
    return true
  }
  closeStep(journey, step, { transactionStatus: 'REJECTED' })
  const eventData = { document_id: id, version }
  tell(journey, { eventType: 'ESIGN_DECLINED', severity: 'WARN', transactionId, eventData })
  finish(journey, 'FAILED')
  return false
}

const acceptanceRow = (
  { world, person, app, origin, context, request }: Journey,
  transactionId: string,
  { documentId, version, contentHash }: World['rows']['documents'][number],
): World['rows']['acceptances'][number] => ({
  acceptanceId: world.random.uuid(request.at),
  documentId,
  version,
  contentHash,
  cupid: person.cupid,
  guid: person.guid,
  appId: app.clientId,
  contextId: context.contextId,
  transactionId,
  ipAddress: origin.ipAddress,
  userAgent: request.userAgent,
  deviceFingerprint: origin.device.fingerprint,
  claimedIp: null,
  claimedAt: null,
  acceptedAt: request.at,
})

function openSession(journey: Journey, { factor, trusted }: Proven): LiveSession {
  const { world, person, app, origin, context, request } = journey
  const { at } = request
  const row: SessionRow = {
    sessionId: world.random.uuid(at),
    contextId: context.contextId,
    cupid: person.cupid,
    deviceFingerprint: origin.device.fingerprint,
    ipAddress: origin.ipAddress,
    userAgent: request.userAgent,
    status: 'ACTIVE',
    createdAt: at,
    lastActivityAt: at,
    expiresAt: later(at, REFRESH_TOKEN_TTL_SECONDS * SECOND),
    revokedAt: null,
    revokedBy: null,
    revocationReason: null,
    flaggedAt: null,
    flagReason: null,
  }
  const proof = {
    acr: factor ? ('aal2' as const) : ('aal1' as const),
    amr: factor ? ['pwd', AMR[factor.method]] : ['pwd'],
    authTime: Math.floor(at.getTime() / 1000),
  }
  const session: LiveSession = { world, person, app, origin, row, proof, held: {} }
  world.rows.sessions.push(row)
  issueTokens(session, at)
  finish(journey, 'SUCCESS')
  if (trusted) trusted.lastUsedAt = at
  tellOpened(journey, row.sessionId, { factor, trusted })
  return session
}

function tellOpened(journey: Journey, sessionId: string, { factor, trusted }: Proven) {
  if (trusted) {
    tell(journey, { eventType: 'LOGIN_TRUSTED_DEVICE', sessionId, eventData: { device_id: trusted.deviceId } })
  }
  tell(
    journey,
    { eventType: 'SESSION_CREATED', sessionId },
    {
      eventType: 'LOGIN_SUCCESS',
      sessionId,
      eventData: {
        method: 'password',
        mfa_used: factor !== null,
        ...(factor && { mfa_method: factor.method }),
        device_trusted: trusted !== null,
      },
    },
  )
}
