import { z } from '@hono/zod-openapi'
import { approvePush } from '#lib/login/mfa/approve-push.ts'
import { denyPush } from '#lib/login/mfa/deny-push.ts'
import { initiateMfa } from '#lib/login/mfa/initiate-mfa.ts'
import { pollMfa } from '#lib/login/mfa/poll-mfa.ts'
import { ApprovePush, DenyPush, InitiateMfa, PollMfa, VerifyOtp } from '#lib/login/mfa/schema.ts'
import { verifyOtp } from '#lib/login/mfa/verify-otp.ts'
import { json } from './answer.ts'
import { requireAccessToken } from './bearer.ts'
import { type Api, type ApiRequest, endpoint } from './endpoint.ts'
import { JOURNEY_RESPONSES, presentJourney, STEP_PROBLEMS, stepRef } from './journey.ts'
import { ClientHeaders, jsonOf, NextStep, problems } from './shapes.ts'

const Initiated = z
  .object({
    response_type_code: z.enum(['OTP_VERIFY_REQUIRED', 'PUSH_VERIFY_REQUIRED']),
    transaction_id: z.uuid(),
    expires_at: z.iso.datetime(),
    display_number: z
      .int()
      .optional()
      .openapi({ description: 'Of a push: what the user types on the phone.', example: 42 }),
  })
  .openapi('MfaInitiated')

const Pending = z
  .object({
    response_type_code: z.literal('MFA_PENDING'),
    transaction_id: z.uuid(),
    expires_at: z.iso.datetime(),
    retry_after: z.int().openapi({ description: 'Milliseconds to wait before asking again.', example: 1000 }),
    delivery_status: z.enum(['QUEUED', 'SENT', 'FAILED']).optional().openapi({
      description: 'Whether the code or the push has left. FAILED: choose another method.',
    }),
  })
  .openapi('MfaPending')

const Decided = z.object({ success: z.boolean(), transaction_id: z.uuid() }).openapi('PushDecided')

const Transaction = z.object({ id: z.uuid().describe('The `transaction_id` of the challenge.') })
const tags = ['Second factor']

export function mountMfa(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/mfa/initiate',
      tags,
      summary: 'Choose a method and have the challenge sent',
      description:
        'Sends a code by SMS or voice, or a push. Asked for again while one is under way, with its `transaction_id`, it ' +
        'sends another one; only the newest counts, and failures are counted on.',
      body: InitiateMfa,
      headers: ClientHeaders,
      responses: {
        200: jsonOf('It is on its way.', Initiated),
        ...problems(...STEP_PROBLEMS, 'mfa_method_invalid'),
      },
    },
    async request => {
      const { body } = request
      const initiated = await initiateMfa(request.ctx, stepRef(request, body), body)
      return json(200, {
        response_type_code: initiated.method === 'push' ? 'PUSH_VERIFY_REQUIRED' : 'OTP_VERIFY_REQUIRED',
        transaction_id: initiated.transactionId,
        expires_at: initiated.expiresAt,
        ...(initiated.displayNumber !== null && { display_number: initiated.displayNumber }),
      })
    },
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/mfa/otp/verify',
      tags,
      summary: 'Answer with the code',
      description:
        'One guess a code. A wrong one closes its step: the failure carries the `transaction_id` of the next choice of a ' +
        'method. Five failures in a row, over all challenges, lock the second factor.',
      body: VerifyOtp,
      headers: ClientHeaders,
      responses: { ...JOURNEY_RESPONSES, ...problems(...STEP_PROBLEMS, 'wrong_otp', 'push_not_approved') },
    },
    async request => {
      const { ctx, body } = request
      return presentJourney(await verifyOtp(ctx, stepRef(request, body), body.code), ctx.parts.env.publicUrl)
    },
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/mfa/transactions/{id}',
      tags,
      summary: 'Ask how a challenge stands',
      description:
        'While a push waits for its user: MFA_PENDING. Once it is approved, the first to ask goes on with the journey. ' +
        'A rejected or expired one is 410.',
      params: Transaction,
      body: PollMfa,
      headers: ClientHeaders,
      responses: {
        201: JOURNEY_RESPONSES[201],
        200: jsonOf('Not yet; or one more step is asked for.', z.union([Pending, NextStep])),
        ...problems(...STEP_PROBLEMS),
      },
    },
    poll,
  )
  mountPhone(api)
}

function mountPhone(api: Api): void {
  const phoneProblems = problems(...STEP_PROBLEMS, 'access_token_missing', 'access_token_unknown', 'user_mismatch')
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/mfa/transactions/{id}/approve',
      tags,
      summary: 'Approve a push, from the user’s phone',
      description:
        'With an access token of the same user, from a client app that may approve pushes. The number is typed by the ' +
        'user, never picked from a list; a wrong one rejects the push, and `success` is false.',
      params: Transaction,
      body: ApprovePush,
      headers: ClientHeaders,
      security: [{ bearer: [] }],
      responses: { 200: jsonOf('Approved, or rejected by a wrong number.', Decided), ...phoneProblems },
    },
    async request => {
      const { phone, ref } = await phoneRequest(request)
      const ctx = request.as({ kind: 'user', id: phone.cupid })
      const success = await approvePush(ctx, phone, ref, request.body.selected_number)
      return json(200, { success, transaction_id: ref.transactionId })
    },
  )

  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/mfa/transactions/{id}/deny',
      tags,
      summary: 'Deny a push, from the user’s phone',
      description: 'The user says that it was not them. The journey ends.',
      params: Transaction,
      body: DenyPush,
      headers: ClientHeaders,
      security: [{ bearer: [] }],
      responses: { 200: jsonOf('The push is rejected.', Decided), ...phoneProblems },
    },
    async request => {
      const { phone, ref } = await phoneRequest(request)
      await denyPush(request.as({ kind: 'user', id: phone.cupid }), phone, ref)
      return json(200, { success: true, transaction_id: ref.transactionId })
    },
  )
}

type Of<Body> = ApiRequest<Body, z.infer<typeof Transaction>>

async function poll(request: Of<{ context_id: string }>) {
  const { ctx, params, body } = request
  const polled = await pollMfa(ctx, stepRef(request, { ...body, transaction_id: params.id }))
  if (polled.step !== 'PENDING') return presentJourney(polled, ctx.parts.env.publicUrl)
  return json(200, {
    response_type_code: 'MFA_PENDING',
    transaction_id: polled.transactionId,
    expires_at: polled.expiresAt,
    retry_after: 1000,
    ...(polled.deliveryStatus && { delivery_status: polled.deliveryStatus }),
  })
}

async function phoneRequest(request: Of<{ context_id: string }>) {
  const phone = await requireAccessToken(request)
  return { phone, ref: { contextId: request.body.context_id, transactionId: request.params.id } }
}
