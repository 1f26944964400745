import { z } from '@hono/zod-openapi'

export { problems } from './problems.ts'

// Shapes of answers, for the OpenAPI document.

export const LoginSuccess = z
  .object({
    response_type_code: z.literal('SUCCESS'),
    access_token: z.string(),
    id_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().openapi({ description: 'Seconds until the access token runs out.', example: 900 }),
    context_id: z.uuid(),
    device_bound: z.boolean().optional(),
  })
  .openapi('LoginSuccess')

export const NextStep = z
  .union([
    z.object({
      response_type_code: z.literal('MFA_REQUIRED'),
      otp_methods: z.array(
        z.object({ value: z.string().openapi({ example: '1234' }), mfa_option_id: z.int().min(1).max(6) }),
      ),
      mobile_approve_status: z.enum(['NOT_REGISTERED', 'ENABLED', 'DISABLED']),
      context_id: z.uuid(),
      transaction_id: z.uuid(),
    }),
    z.object({
      response_type_code: z.literal('ESIGN_REQUIRED'),
      context_id: z.uuid(),
      transaction_id: z.uuid(),
      esign_document_id: z.string(),
      esign_url: z.string(),
    }),
    z.object({ response_type_code: z.literal('DEVICE_BIND_REQUIRED'), context_id: z.uuid(), transaction_id: z.uuid() }),
  ])
  .openapi('NextStep')

export const Refreshed = z
  .object({
    success: z.literal(true),
    access_token: z.string(),
    id_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    refresh_token: z.string().optional().openapi({ description: 'Only where the refresh token came in the body.' }),
  })
  .openapi('Refreshed')

export const Introspection = z
  .object({
    active: z.boolean(),
    scope: z.string().optional(),
    client_id: z.string().optional(),
    username: z.string().optional(),
    token_type: z.string().optional(),
    exp: z.int().optional(),
    iat: z.int().optional(),
    sub: z.string().optional(),
    aud: z.string().optional(),
    iss: z.string().optional(),
    jti: z.string().optional(),
    sid: z.uuid().optional(),
    acr: z.string().optional(),
    amr: z.array(z.string()).optional(),
    auth_time: z.int().optional(),
  })
  .openapi('Introspection')

type Headers = Record<string, { description: string; required?: boolean; schema: { type: 'string' | 'integer' } }>

export const jsonOf = (description: string, schema: z.ZodType, headers?: Headers) => ({
  description,
  ...(headers && { headers }),
  content: { 'application/json': { schema } },
})

export const SET_COOKIE: Headers = {
  'Set-Cookie': {
    description: '`refresh_token`: HttpOnly, Secure, SameSite=Strict.',
    required: true,
    schema: { type: 'string' },
  },
}

export const ClientHeaders = z.object({
  'x-client-id': z
    .string()
    .max(50)
    .optional()
    .openapi({ description: 'The registered client app.', example: 'storefront-web-app' }),
  'x-app-version': z
    .string()
    .max(20)
    .optional()
    .openapi({ description: 'Semantic version; 0.0.0 if absent.', example: '1.4.0' }),
  'x-correlation-id': z.uuid().optional().openapi({ description: 'Made if absent; echoed, logged and stored.' }),
  'x-device-fingerprint': z
    .string()
    .min(1)
    .max(512)
    .optional()
    .openapi({ description: 'What tells this device from others. Without one it is never offered to be remembered.' }),
})
