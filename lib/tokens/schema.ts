import { z } from 'zod'

export type VerifyToken = z.infer<typeof VerifyToken>
export const VerifyToken = z.object({
  token: z.string().min(1).max(8192),
  scopes: z.array(z.string().min(1).max(100)).max(50).optional(),
})

export const TokenForm = z.object({
  token: z.string().min(1).max(8192),
  token_type_hint: z.string().max(50).optional(),
})

export const RefreshBody = z.object({ refresh_token: z.string().min(1).max(512) })
