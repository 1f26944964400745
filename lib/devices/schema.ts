import { z } from 'zod'

export const RevokeDevice = z.object({
  deviceId: z.uuid(),
  /** An agent's words; a user needs none. */
  reason: z.string().trim().min(3).max(500).optional(),
})

// Agents read these names too: nothing in one may move or hide what stands around it.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

export const DeviceName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine(name => !UNPRINTABLE.test(name), 'no control characters')

export const RenameDevice = z.object({ deviceId: z.uuid(), deviceName: DeviceName })
