import { FAILURES } from '#lib/failure.ts'
import { passwordSubject } from '#lib/failures/password-lock.ts'
import { later, SECOND } from './time.ts'
import type { AuditRow, World } from './world.ts'

/**
 * Failures in a row as they stand now, by the events in their order: a wrong password counts, a right one forgets, and
 * a lock that has run out begins anew (lib/failures/password-lock.ts).
 */
export function countFailures(world: World, events: AuditRow[]): void {
  const standing = new Map<string, World['rows']['failures'][number]>()
  for (const event of events) {
    const username = event.eventData.username as string
    if (event.eventType === 'LOGIN_INITIATED') standing.delete(username)
    if (event.eventType !== 'LOGIN_FAILED') continue
    if (event.eventData.error_code !== FAILURES.wrong_credentials.errorCode) continue
    const row = standing.get(username) ?? newRow(world, username, event.createdAt)
    standing.set(username, row)
    count(world, row, event.createdAt)
  }
  world.rows.failures.push(...standing.values())
}

function count({ env }: World, row: World['rows']['failures'][number], at: Date) {
  const locked = row.lockedUntil !== null && row.lockedUntil > at
  const ranOut = row.lockedUntil !== null && row.lockedUntil <= at
  row.failureCount = ranOut ? 1 : row.failureCount + 1
  row.lastFailedAt = at
  if (locked) return
  const reached = !ranOut && row.failureCount >= env.PASSWORD_FAILURES_TO_LOCK
  row.lockedUntil = reached ? later(at, env.PASSWORD_LOCK_SECONDS * SECOND) : null
}

const newRow = ({ env }: World, username: string, at: Date) => ({
  subject: passwordSubject(env.secretKey, username),
  factor: 'PASSWORD',
  failureCount: 0,
  firstFailedAt: at,
  lastFailedAt: at,
  lockedUntil: null as Date | null,
})
