import { z } from 'zod'

const MAX_DEPTH = 4
const MAX_LENGTH = 4096

const details = z
  .union([z.string().max(1000), z.record(z.string().max(100), z.unknown())])
  .refine(value => isShallow(value) && JSON.stringify(value).length <= MAX_LENGTH, {
    error: `at most ${MAX_DEPTH} levels deep and ${MAX_LENGTH} characters of JSON`,
  })

/**
 * What the user wants to do. What it does not know is refused: a transfer whose value came under another name would be
 * judged as one of no value.
 */
export const Action = z.strictObject({
  type: z
    .string()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, 'no control characters')
    .describe('`TRANSFER`, `CHANGE_EMAIL`, … in the client app’s words; the policy says which are sensitive.'),
  value: z.number().nonnegative().nullish().describe('What it moves, in the unit of the currency.'),
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'an ISO 4217 code')
    .nullish()
    .describe('ISO 4217.'),
  details: details.nullish().describe('More about it, for who reads the records: text, or an object.'),
})
export type Action = z.infer<typeof Action>

export const EvaluateStepUp = z.object({ action: Action })
export type EvaluateStepUp = z.infer<typeof EvaluateStepUp>

export const StartStepUp = z.object({
  action: Action,
  drs_action_token: z.string().min(1).max(4096).nullish(),
})
export type StartStepUp = z.infer<typeof StartStepUp>

// By hand and no further than asked: a body nested ten thousand deep must not take the stack with it.
function isShallow(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every(inner => isShallow(inner, levels - 1))
}
