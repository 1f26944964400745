import { v7 as uuidv7 } from 'uuid'
import { record } from '#lib/audit/record.ts'
import type { ClientApp } from '#lib/clients/queries.ts'
import type { Context } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { FAILURES, Failure } from '#lib/failure.ts'
import { passwordSubject } from '#lib/failures/password-lock.ts'
import { takeOne } from '#lib/limits.ts'
import { loadAdmission } from './queries.ts'
import type { LoginHeaders, LoginRequest } from './schema.ts'

/** A sign-in that may go on to the directory. */
export type Attempt = {
  request: LoginRequest
  app: ClientApp
  appVersion: string
  contextId: string
  fingerprint: string | null
  ipAddress: string
  /** Whom a failure counts against. */
  subject: string
  /** Repeated failures locked this name; the directory is not asked. */
  locked: boolean
  actionTokenHash: string | null
  /** The database's clock when it came, epoch seconds. */
  now: number
  /** This process's monotonic clock when it came, milliseconds. */
  startedMs: number
}

/** What is checked before the directory is asked: limits, client app, deny list, replay. */
export async function admit(ctx: Context, request: LoginRequest, headers: LoginHeaders): Promise<Attempt> {
  const startedMs = performance.now()
  const contextId = request.context_id ?? uuidv7()
  const ipAddress = ctx.ipAddress ?? '0.0.0.0'
  const subject = passwordSubject(ctx.parts.secretKey, request.username)
  await takeOne(ctx, 'signInsPerAddress', ipAddress)
  await takeOne(ctx, 'signInsPerUsername', subject)

  const { clientId } = headers
  const actionTokenHash = request.drs_action_token ? sha256(request.drs_action_token) : null
  if (!clientId) throw new Failure('client_refused', { contextId })
  const [admission] = await loadAdmission(ctx.db, {
    client_id: clientId,
    subject,
    ip_address: ipAddress,
    context_id: contextId,
    action_token_hash: actionTokenHash ?? '',
  })
  if (!admission?.app || admission.app.kind === 'gateway') throw new Failure('client_refused', { contextId })
  await takeOne(ctx, 'signInsPerApp', admission.app.client_id)
  if (admission.context_known) throw new Failure('journey_processed', { contextId })
  if (admission.action_token_seen) throw actionTokenUsed(contextId)
  if (admission.denied_reason) await refuse(ctx, 'LOGIN_DENIED', 'denied', request, contextId, clientId)
  if (request.username.includes('*')) await refuse(ctx, 'LOGIN_FAILED', 'masked_username', request, contextId, clientId)
  return {
    request,
    app: admission.app,
    appVersion: headers.appVersion ?? request.app_version ?? '0.0.0',
    contextId,
    fingerprint: headers.deviceFingerprint,
    ipAddress,
    subject,
    locked: admission.locked,
    actionTokenHash,
    now: admission.now,
    startedMs,
  }
}

/** Asked of the risk service a second time, a token would block its user there. */
export const actionTokenUsed = (contextId: string): Failure =>
  new Failure('request_invalid', { contextId, field: 'drs_action_token', message: 'drs_action_token: already used' })

async function refuse(
  ctx: Context,
  eventType: 'LOGIN_DENIED' | 'LOGIN_FAILED',
  failure: 'denied' | 'masked_username',
  request: LoginRequest,
  contextId: string,
  clientId: string,
): Promise<never> {
  await record(ctx, {
    eventType,
    severity: 'WARN',
    contextId,
    authType: 'INITIAL',
    eventData: { error_code: FAILURES[failure].errorCode, username: request.username, app_id: clientId },
  })
  throw new Failure(failure, { contextId })
}
