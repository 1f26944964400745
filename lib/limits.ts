import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Env } from '#lib/env.ts'
import { Failure } from '#lib/failure.ts'

/** How often something may be asked for, a minute, in this process. */
export type Limits = {
  signInsPerAddress: RateLimiterMemory
  signInsPerUsername: RateLimiterMemory
  refreshesPerSession: RateLimiterMemory
}

export function createLimits(env: Env): Limits {
  const aMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 })
  return {
    signInsPerAddress: aMinute(env.LIMIT_SIGN_INS_PER_ADDRESS),
    signInsPerUsername: aMinute(env.LIMIT_SIGN_INS_PER_USERNAME),
    refreshesPerSession: aMinute(env.LIMIT_REFRESHES_PER_SESSION),
  }
}

/** Takes one from a limit; throws `too_many_requests` with the seconds to wait when there is none left. */
export async function takeOne(limit: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limit.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new Failure('too_many_requests', { retryAfterSeconds: Math.ceil(refused.msBeforeNext / 1000) })
  }
}
