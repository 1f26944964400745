import { z } from 'zod'

export const SEMVER =
  /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/
const appVersion = z.string().max(20).regex(SEMVER, 'must be a semantic version such as 1.4.0')
// A NUL cannot be stored in text, and no name or password has one.
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine(value => !value.includes('\0'), 'must not hold a NUL character')

export const LoginRequest = z.object({
  username: text(100).min(1),
  password: text(1024).min(1),
  app_id: text(50).min(1).optional(),
  app_version: appVersion.optional(),
  transmit_aid: text(4096).optional(),
  drs_action_token: text(4096).min(1).optional(),
  context_id: z.uuid().optional(),
})
export type LoginRequest = z.infer<typeof LoginRequest>

/** What comes beside the body. `clientId` is the header's, or the body's `app_id` where there is no header. */
export const LoginHeaders = z.object({
  clientId: text(50).min(1).nullable(),
  appVersion: appVersion.nullable(),
  deviceFingerprint: text(512).min(1).nullable(),
})
export type LoginHeaders = z.infer<typeof LoginHeaders>
