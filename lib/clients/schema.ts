import { z } from 'zod'

export const CLIENT_KINDS = ['browser', 'mobile', 'server', 'gateway'] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]

export const RegisterClientApp = z.object({
  clientId: z.string().regex(/^[a-z][a-z0-9-]{1,49}$/, 'lower-case letters, digits and dashes, 2 to 50 characters'),
  name: z.string().trim().min(1).max(100),
  kind: z.enum(CLIENT_KINDS),
  allowedOrigins: z.array(z.url()).default([]),
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/)).default(['openid', 'profile']),
  accessTokenFormat: z.enum(['jwt', 'opaque']).default('jwt'),
  deviceBindOffer: z.boolean().default(false),
  mayApprovePush: z.boolean().default(false),
  handoffTargets: z.array(z.string()).default([]),
})
