import { z } from '@hono/zod-openapi'

// Shapes of answers, for the OpenAPI document.

export const Problem = z
  .object({
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    error_code: z.string().openapi({ example: 'CIAM_E01_01_001' }),
    correlation_id: z.uuid(),
    context_id: z.uuid().optional(),
    transaction_id: z.uuid().optional(),
    field: z.string().optional().openapi({ description: 'Which field of the request is not valid.' }),
  })
  .openapi('Problem')

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

export const jsonOf = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
})

/** The failures an endpoint may answer with, by status. */
export const problems = (...statuses: (keyof typeof PROBLEMS)[]) =>
  Object.fromEntries(
    statuses.map(status => [
      status,
      { description: PROBLEMS[status], content: { 'application/problem+json': { schema: Problem } } },
    ]),
  )

const PROBLEMS = {
  400: 'The request is not valid (CIAM_E01_05_001) or was processed already (CIAM_E01_03_003).',
  401: 'The credentials are missing, unknown, expired or revoked; `error_code` says which.',
  403: 'Denied by risk or by the deny list (CIAM_E01_01_010).',
  423: 'The account is locked or closed; `error_code` says how.',
  429: 'Too many requests; `Retry-After` says how many seconds to wait.',
  503: 'The server failed (CIAM_E05_00_001) or a dependency is not available (CIAM_E05_00_002).',
} as const

export const ClientHeaders = z.object({
  'x-client-id': z.string().optional().openapi({ description: 'The registered client app.' }),
  'x-app-version': z.string().optional().openapi({ description: 'Semantic version; 0.0.0 if absent.' }),
  'x-correlation-id': z.uuid().optional().openapi({ description: 'Made if absent; echoed, logged and stored.' }),
  'x-device-fingerprint': z.string().max(512).optional(),
})
