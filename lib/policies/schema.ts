import { z } from 'zod'
import { RISK_BANDS } from '#lib/risk/rules.ts'

const actionTypes = (defaults: string[]) => z.array(z.string().trim().min(1).max(100)).max(200).default(defaults)

/** When a session must prove itself again, and what becomes of it when it does not. The defaults are the seeds'. */
export const StepUpPolicy = z.object({
  /** Above this value an action needs a step-up, whatever its type. */
  highValue: z.number().positive().default(10_000),
  /** The same for currencies whose unit is worth another: `{ JPY: 1_500_000 }`. */
  highValueIn: z.record(z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code'), z.number().positive()).default({}),
  /** Action types that change how an account is reached or kept safe. Upper and lower case, and word order, are one. */
  sensitiveChanges: actionTypes([
    'SENSITIVE_CHANGE',
    'CHANGE_EMAIL',
    'CHANGE_PHONE',
    'CHANGE_PASSWORD',
    'RESET_PASSWORD',
    'CHANGE_USERNAME',
    'CHANGE_2FA',
    'CHANGE_MFA',
    'ENABLE_2FA',
    'ENABLE_MFA',
    'DISABLE_2FA',
    'DISABLE_MFA',
    'CHANGE_SECURITY_SETTINGS',
    'CHANGE_SECURITY_QUESTIONS',
  ]),
  /** Action types that only few may do, or that carry data away. */
  privilegedOperations: actionTypes([
    'PRIVILEGED_OPERATION',
    'ADMIN_ACTION',
    'ADMIN_OPERATION',
    'EXPORT_DATA',
    'DOWNLOAD_DATA',
  ]),
  /** How old the latest successful authentication may be. */
  maxAgeSeconds: z.int().positive().default(900),
  /** The risk score from which a step-up is asked for. */
  riskScore: z.int().min(1).max(100).default(RISK_BANDS.MEDIUM.from),
  /** `deny` refuses the action; `revoke_session` ends the session too. */
  onFailure: z.enum(['deny', 'revoke_session']).default('deny'),
})
export type StepUpPolicy = z.infer<typeof StepUpPolicy>

/** Every policy there is, with the shape of its settings. No row in the database: the defaults. */
export const POLICIES = { step_up: StepUpPolicy } as const
export type PolicyName = keyof typeof POLICIES
export type PolicySettings<Name extends PolicyName> = z.infer<(typeof POLICIES)[Name]>

/** A change: the settings that are named, over those in force. */
export const SetPolicy = z.object({
  name: z.enum(Object.keys(POLICIES) as [PolicyName, ...PolicyName[]]),
  settings: z.record(z.string(), z.unknown()),
  reason: z.string().trim().min(3).max(500),
})
