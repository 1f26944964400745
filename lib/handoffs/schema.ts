import { z } from 'zod'
import { RegisterClientApp } from '#lib/clients/schema.ts'

export type CreateHandoff = z.infer<typeof CreateHandoff>
export const CreateHandoff = z.object({
  target_app: RegisterClientApp.shape.clientId,
  account_id: z.string().min(1).max(50).nullish(),
})

export const PresentHandoff = z.object({ session_token: z.string().min(1).max(512) })

export type CheckPermission = z.infer<typeof CheckPermission>
export const CheckPermission = z.object({
  permission: z
    .string()
    .max(100)
    .regex(/^[a-z][a-z0-9_-]*:[a-z][a-z0-9_-]*$/, 'two words with a colon between, such as accounts:read'),
  // No colon and no star: a resource must not read as another permission, nor as all of them.
  resource_id: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, 'letters, digits, dots, dashes and underscores, at most 100')
    .nullish(),
})
