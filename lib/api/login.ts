import { LoginHeaders, LoginRequest } from '#lib/login/schema.ts'
import { startLogin } from '#lib/login/start-login.ts'
import { parse } from '#lib/parse.ts'
import { type Api, endpoint } from './endpoint.ts'
import { presentJourney } from './journey.ts'
import { ClientHeaders, jsonOf, LoginSuccess, NextStep, problems, SET_COOKIE } from './shapes.ts'

export function mountLogin(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/login',
      tags: ['Signing in'],
      ownClientCheck: true,
      summary: 'Sign in with a password',
      description:
        'Checks the password against the directory and asks for a risk verdict. Answers with tokens, or with the step ' +
        'that is still asked for. A failed attempt answers with a `context_id`, which the next attempt may send back.',
      body: LoginRequest,
      headers: ClientHeaders,
      responses: {
        201: jsonOf('Signed in. The refresh token comes as a cookie.', LoginSuccess, SET_COOKIE),
        200: jsonOf('One more step is asked for.', NextStep),
        ...problems(
          'request_invalid',
          'journey_processed',
          'wrong_credentials',
          'masked_username',
          'client_refused',
          'denied',
          423,
          'too_many_requests',
        ),
      },
    },
    async ({ ctx, body, header }) => {
      const headers = parse(LoginHeaders, {
        clientId: header('x-client-id') ?? body.app_id ?? null,
        appVersion: header('x-app-version'),
        deviceFingerprint: header('x-device-fingerprint'),
      })
      const actor = { kind: 'client_app' as const, id: headers.clientId ?? 'unnamed' }
      return presentJourney(await startLogin({ ...ctx, actor }, body, headers), ctx.parts.env.publicUrl)
    },
  )
}
