import type { Context } from '#lib/context.ts'
import { placeOf } from '#lib/risk/built-in.ts'
import { readDevice } from '#lib/risk/device.ts'
import type { RiskVerdict } from '#lib/risk/risk-service.ts'
import type { Standing } from './queries.ts'
import type { Asking } from './require-standing.ts'
import type { StepUpFacts } from './rules.ts'
import type { Action } from './schema.ts'

/** What the rules judge: the action, the session's latest authentication, and what is different about this request. */
export const gatherFacts = (
  ctx: Context,
  action: Action,
  standing: Standing,
  asking: Asking,
  verdict: Pick<RiskVerdict, 'riskScore'>,
): StepUpFacts => ({
  action,
  ageSeconds: standing.age_seconds,
  steppedUp: standing.stepped_up ?? false,
  risk: {
    score: verdict.riskScore,
    lastScore: standing.last_score ?? 0,
    otherCountry: isOtherCountry(ctx, standing.ip_address, asking.ipAddress),
    otherDevice: isOtherDevice(standing, asking),
    addressDenied: standing.address_denied,
    deniedSince: standing.denied_since,
  },
})

// An address that is nowhere (private, unknown) says nothing of a journey.
function isOtherCountry(ctx: Context, then: string | null, now: string): boolean {
  if (!then || then === now) return false
  const [before, here] = [placeOf(then, ctx.log)?.countryCode, placeOf(now, ctx.log)?.countryCode]
  return Boolean(before && here && before !== here)
}

/**
 * By the fingerprint where the authentication had one: leaving it out is no way around. Otherwise by browser and system,
 * where both requests tell them: a version may change, and what a server calls us with tells nothing of its user.
 */
function isOtherDevice(then: Pick<Standing, 'device_fingerprint' | 'user_agent'>, now: Asking): boolean {
  if (then.device_fingerprint) return then.device_fingerprint !== now.deviceFingerprint
  const [before, here] = [readDevice(then.user_agent), readDevice(now.userAgent)]
  if (!before.browser || !here.browser) return false
  return before.browser !== here.browser || before.operatingSystem !== here.operatingSystem
}
