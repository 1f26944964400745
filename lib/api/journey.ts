import { z } from '@hono/zod-openapi'
import type { LoginAnswer } from '#lib/login/present.ts'
import type { StepRef } from '#lib/login/require-step.ts'
import { type Answer, json, refreshCookie } from './answer.ts'
import type { ApiRequest } from './endpoint.ts'
import { jsonOf, LoginSuccess, NextStep, SET_COOKIE } from './shapes.ts'

export const JourneySuccess = LoginSuccess.extend({
  step_up: z
    .object({ allowed: z.literal(true), action: z.record(z.string(), z.unknown()) })
    .optional()
    .openapi({ description: 'Of a step-up: the action that was asked for. The refresh token stays as it is.' }),
}).openapi('JourneySuccess')

/** What a step answers when it was passed: the session, or the next step. */
export const JOURNEY_RESPONSES = {
  201: jsonOf('The journey is over: tokens, and the refresh token as a cookie.', JourneySuccess, {
    'Set-Cookie': { ...SET_COOKIE['Set-Cookie']!, required: false },
  }),
  200: jsonOf('One more step is asked for.', NextStep),
}

/** The failures that every step of a journey may answer with. */
export const STEP_PROBLEMS = [
  'request_invalid',
  'journey_processed',
  'client_refused',
  'session_inactive',
  'transaction_not_found',
  'transaction_expired',
  423,
  'too_many_requests',
] as const

/** The step a request means: by its body, or by its path. */
export const stepRef = (
  request: Pick<ApiRequest<unknown>, 'header'>,
  ids: { context_id: string; transaction_id: string },
): StepRef => ({
  contextId: ids.context_id,
  transactionId: ids.transaction_id,
  clientId: request.header('x-client-id'),
})

/** `status` is that of a journey that is over. */
export function presentJourney(login: LoginAnswer, publicUrl: string, status = 201): Answer {
  const context_id = login.contextId
  switch (login.step) {
    case 'SESSION':
      return presentSession(login, status)
    case 'MFA':
      return json(200, {
        response_type_code: 'MFA_REQUIRED',
        otp_methods: login.otpMethods,
        mobile_approve_status: login.mobileApproveStatus,
        context_id,
        transaction_id: login.transactionId,
      })
    case 'ESIGN':
      return json(200, {
        response_type_code: 'ESIGN_REQUIRED',
        context_id,
        transaction_id: login.transactionId,
        esign_document_id: login.documentId,
        esign_url: documentUrl(publicUrl, login),
      })
    case 'DEVICE_BIND':
      return json(200, { response_type_code: 'DEVICE_BIND_REQUIRED', context_id, transaction_id: login.transactionId })
  }
}

function presentSession(login: Extract<LoginAnswer, { step: 'SESSION' }>, status: number): Answer {
  const { values, expiresInSeconds, refreshExpiresInSeconds } = login.tokens
  const { stepUp, esignAcceptedAt } = login
  const body = {
    response_type_code: 'SUCCESS',
    access_token: values.accessToken,
    id_token: values.idToken,
    token_type: 'Bearer',
    expires_in: expiresInSeconds,
    context_id: login.contextId,
    device_bound: login.deviceBound,
    ...(esignAcceptedAt && { esign_accepted: true, esign_accepted_at: esignAcceptedAt }),
    ...(stepUp && { step_up: { allowed: true, action: stepUp.action } }),
  }
  // A step-up leaves the refresh token, and so the cookie, as it is.
  return json(status, body, stepUp ? {} : { 'set-cookie': refreshCookie(values.refreshToken, refreshExpiresInSeconds) })
}

// The version that is asked for: a newer one may come between this answer and the user's signature.
const documentUrl = (publicUrl: string, { documentId, version }: { documentId: string; version: number | null }) =>
  `${publicUrl}/api/v1/auth/esign/documents/${encodeURIComponent(documentId)}${version ? `?version=${version}` : ''}`
