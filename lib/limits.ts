import { isIPv6 } from 'node:net'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Context } from '#lib/context.ts'
import type { Env } from '#lib/env.ts'
import { Failure } from '#lib/failure.ts'

/**
 * How often something may be asked for, a minute. Counted in this process: a hot path would pay a write for each count
 * in the database. What guards an account (locks, codes and pushes sent) is counted in the database, over all processes.
 */
export type Limits = Record<LimitName, RateLimiterMemory>

const SETTINGS = {
  signInsPerAddress: 'LIMIT_SIGN_INS_PER_ADDRESS',
  signInsPerUsername: 'LIMIT_SIGN_INS_PER_USERNAME',
  signInsPerApp: 'LIMIT_SIGN_INS_PER_APP',
  stepsPerContext: 'LIMIT_STEPS_PER_CONTEXT',
  refreshesPerSession: 'LIMIT_REFRESHES_PER_SESSION',
  stepUpsPerSession: 'LIMIT_STEP_UPS_PER_SESSION',
  handoffsPerUser: 'LIMIT_HANDOFFS_PER_USER',
  validationsPerApp: 'LIMIT_VALIDATIONS_PER_APP',
  accountsPerToken: 'LIMIT_ACCOUNTS_PER_TOKEN',
  permissionsPerToken: 'LIMIT_PERMISSIONS_PER_TOKEN',
} as const satisfies Record<string, keyof Env>

export type LimitName = keyof typeof SETTINGS

/** What was taken of a limit on the way to an answer, which tells its caller so. */
export type Taken = { limit: number; remaining: number; resetSeconds: number }

export function createLimits(env: Env): Limits {
  const names = Object.keys(SETTINGS) as LimitName[]
  const aMinute = (name: LimitName) => new RateLimiterMemory({ points: env[SETTINGS[name]], duration: 60 })
  return Object.fromEntries(names.map(name => [name, aMinute(name)])) as Limits
}

/**
 * Takes one from the limit `name` of whom `key` says. Throws `too_many_requests` with the seconds to wait when there is
 * none left. Either way it is noted in the context, so that the answer carries it.
 */
export async function takeOne(ctx: Pick<Context, 'parts' | 'taken'>, name: LimitName, key: string): Promise<void> {
  const limit = ctx.parts.limits[name]
  const taken = await limit.consume(name === 'signInsPerAddress' ? networkOf(key) : key).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused
    throw refused
  })
  const resetSeconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1000))
  ctx.taken?.push({ limit: limit.points, remaining: taken.remainingPoints, resetSeconds })
  if (taken.consumedPoints > limit.points) throw new Failure('too_many_requests', { retryAfterSeconds: resetSeconds })
}

// Who has one IPv6 address has the 2^64 of its network: they count as one (RFC 6177).
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = [], tail = []] = address.split('::').map(half => half.split(':').filter(Boolean))
  const filled = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail]
  const network = filled.slice(0, 4).map(group => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
