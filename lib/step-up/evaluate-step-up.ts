import type { Context } from '#lib/context.ts'
import { loadPolicy } from '#lib/policies/queries.ts'
import type { LiveToken } from '#lib/tokens/queries.ts'
import { gatherFacts } from './gather-facts.ts'
import { askingOf, requireStanding } from './require-standing.ts'
import { STEP_UP_ACR, type StepUpReason, stepUpReasons } from './rules.ts'
import type { EvaluateStepUp } from './schema.ts'

export type StepUpNeed = {
  required: boolean
  reasons: StepUpReason[]
  /** What the access token must say to be enough (RFC 9470 §3): its `acr`, and in seconds how old its `auth_time` may be. */
  acrValues: string
  maxAgeSeconds: number
}

/** Whether an action needs a step-up, and why. Nothing is written: asking is no attempt. */
export async function evaluateStepUp(
  ctx: Context,
  caller: LiveToken,
  { action }: EvaluateStepUp,
  deviceFingerprint: string | null,
): Promise<StepUpNeed> {
  const asking = askingOf(ctx, deviceFingerprint)
  const [policy, standing, verdict] = await Promise.all([
    loadPolicy(ctx.db, 'step_up'),
    requireStanding(ctx, caller, asking, null),
    ctx.parts.risk.evaluate(ctx.db, {
      authType: 'STEP_UP',
      sessionId: caller.session_id,
      cupid: caller.cupid,
      appId: caller.client_id,
      actionToken: null,
      ...asking,
    }),
  ])
  const reasons = stepUpReasons(gatherFacts(ctx, action, standing, asking, verdict), policy)
  return { required: reasons.length > 0, reasons, acrValues: STEP_UP_ACR, maxAgeSeconds: policy.maxAgeSeconds }
}
