import { z } from 'zod'

/** When a session must prove itself again, and what becomes of it when it does not. The defaults are the seeds'. */
export const StepUpPolicy = z.object({
  /** Above this value an action needs a step-up, whatever its type. */
  highValue: z.number().positive().default(10_000),
  /** How old the latest successful authentication may be. */
  maxAgeSeconds: z.int().positive().default(900),
  /** `deny` refuses the action; `revoke_session` ends the session too. */
  onFailure: z.enum(['deny', 'revoke_session']).default('deny'),
})
export type StepUpPolicy = z.infer<typeof StepUpPolicy>

/** Every policy there is, with the shape of its settings. No row in the database: the defaults. */
export const POLICIES = { step_up: StepUpPolicy } as const
export type PolicyName = keyof typeof POLICIES
export type PolicySettings<Name extends PolicyName> = z.infer<(typeof POLICIES)[Name]>
