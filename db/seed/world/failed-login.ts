import { FAILURES, type FailureName } from '#lib/failure.ts'
import type { ClientApp } from '../client-apps.ts'
import { appRequest, record } from './audit.ts'
import type { Origin } from './origin.ts'
import type { World } from './world.ts'

export type FailedLogin = {
  at: Date
  /** As it was typed. */
  username: string
  /** Whose name that is; null for nobody's, and where the directory was not asked. */
  cupid: string | null
  app: ClientApp
  origin: Origin
  failure?: FailureName
  /** The failure that locked the name, and for how long. */
  locksForSeconds?: number
}

/** Bad credentials leave no context behind, only the event, under the context id that the caller was given. */
export function failLogin(world: World, { at, username, cupid, app, origin, failure, locksForSeconds }: FailedLogin) {
  const contextId = world.random.uuid(at)
  const error_code = FAILURES[failure ?? 'wrong_credentials'].errorCode
  const eventData = { error_code, username, app_id: app.clientId }
  const common = { severity: 'WARN', contextId, cupid, authType: 'INITIAL' } as const
  const request = appRequest(world, at, app, origin)
  record(world, contextId, request, { ...common, eventType: 'LOGIN_FAILED', eventData })
  if (!locksForSeconds) return
  const lock = { ...eventData, factor: 'PASSWORD', lock_seconds: locksForSeconds }
  record(world, contextId, request, { ...common, eventType: 'ACCOUNT_LOCKED', eventData: lock })
}
