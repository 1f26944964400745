import { z } from '@hono/zod-openapi'
import { LoginHeaders } from '#lib/login/schema.ts'
import { parse } from '#lib/parse.ts'
import { evaluateStepUp } from '#lib/step-up/evaluate-step-up.ts'
import { STEP_UP_ACR, STEP_UP_REASONS } from '#lib/step-up/rules.ts'
import { EvaluateStepUp, StartStepUp } from '#lib/step-up/schema.ts'
import { startStepUp } from '#lib/step-up/start-step-up.ts'
import { json } from './answer.ts'
import { requireAccessToken } from './bearer.ts'
import { type Api, type ApiRequest, endpoint } from './endpoint.ts'
import { presentJourney } from './journey.ts'
import { ClientHeaders, jsonOf, NextStep, problems } from './shapes.ts'

const Evaluated = z
  .object({
    required: z.boolean(),
    reasons: z.array(z.enum(STEP_UP_REASONS)),
    acr_values: z.literal(STEP_UP_ACR).openapi({ description: 'The `acr` an access token needs for it.' }),
    max_age: z.int().openapi({ description: 'How many seconds old its `auth_time` may be.', example: 900 }),
  })
  .openapi('StepUpNeed')

const common = {
  tags: ['Step-up'],
  headers: ClientHeaders,
  security: [{ bearer: [] }],
}

const BEARER_PROBLEMS = ['request_invalid', 'access_token_missing', 'access_token_unknown', 'session_inactive'] as const

export function mountStepUp(api: Api): void {
  endpoint(
    api,
    {
      ...common,
      method: 'post',
      path: '/api/v1/auth/step-up/evaluate',
      summary: 'Ask whether an action needs a step-up',
      description:
        'By the value of the action, by its type, by the age of the latest successful authentication of the session, and ' +
        'by what is different about this request. A step-up that has just succeeded settles what it was made for, for ' +
        '`max_age` seconds. Asking writes nothing.',
      body: EvaluateStepUp,
      responses: { 200: jsonOf('Whether, and why.', Evaluated), ...problems(...BEARER_PROBLEMS) },
    },
    async request => {
      const caller = await requireAccessToken(request)
      const { deviceFingerprint } = headersOf(request)
      const need = await evaluateStepUp(request.ctx, caller, request.body, deviceFingerprint)
      return json(200, {
        required: need.required,
        reasons: need.reasons,
        acr_values: need.acrValues,
        max_age: need.maxAgeSeconds,
      })
    },
  )

  endpoint(
    api,
    {
      ...common,
      method: 'post',
      path: '/api/v1/auth/step-up',
      summary: 'Begin a step-up',
      description:
        'Asks the user of the access token for a second factor; go on as after a sign-in, with the same endpoints. At its ' +
        'end there are a new access and ID token of a higher `acr` and a later `auth_time`, and `step_up` says for which ' +
        'action; those before are worth nothing any more, the refresh token stays. Denied by the risk service: 403.',
      body: StartStepUp,
      responses: {
        200: jsonOf('A second factor is asked for.', NextStep),
        ...problems(...BEARER_PROBLEMS, 'mfa_method_invalid', 'denied', 423, 'too_many_requests'),
      },
    },
    async request => {
      const caller = await requireAccessToken(request)
      const ctx = request.as({ kind: 'client_app', id: caller.client_id })
      const answer = await startStepUp(ctx, caller, request.body, headersOf(request))
      return presentJourney(answer, ctx.parts.env.publicUrl)
    },
  )
}

const headersOf = ({ header }: Pick<ApiRequest<unknown>, 'header'>) =>
  parse(LoginHeaders, {
    clientId: null,
    appVersion: header('x-app-version'),
    deviceFingerprint: header('x-device-fingerprint'),
  })
