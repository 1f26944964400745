import { LoginHeaders, LoginRequest } from '#lib/login/schema.ts'
import { type LoginAnswer, startLogin } from '#lib/login/start-login.ts'
import { parse } from '#lib/parse.ts'
import { type Answer, json, refreshCookie } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { ClientHeaders, jsonOf, LoginSuccess, NextStep, problems } from './shapes.ts'

export function mountLogin(api: Api): void {
  endpoint(
    api,
    {
      method: 'post',
      path: '/api/v1/auth/login',
      tags: ['Signing in'],
      summary: 'Sign in with a password',
      description:
        'Checks the password against the directory and asks for a risk verdict. Answers with tokens, or with the step ' +
        'that is still asked for. A failed attempt answers with a `context_id`, which the next attempt may send back.',
      body: LoginRequest,
      headers: ClientHeaders,
      responses: {
        201: {
          ...jsonOf('Signed in. The refresh token comes as a cookie.', LoginSuccess),
          headers: {
            'Set-Cookie': { schema: { type: 'string' }, description: '`refresh_token`, HttpOnly, for 30 days' },
          },
        },
        200: jsonOf('One more step is asked for.', NextStep),
        ...problems(400, 401, 403, 423, 429, 503),
      },
    },
    async ({ ctx, body, header }) => {
      const headers = parse(LoginHeaders, {
        clientId: header('x-client-id') ?? body.app_id ?? null,
        appVersion: header('x-app-version'),
        deviceFingerprint: header('x-device-fingerprint'),
      })
      const actor = { kind: 'client_app' as const, id: headers.clientId ?? 'unnamed' }
      return present(await startLogin({ ...ctx, actor }, body, headers), ctx.parts.env.publicUrl)
    },
  )
}

function present(login: LoginAnswer, publicUrl: string): Answer {
  const context_id = login.contextId
  switch (login.step) {
    case 'SESSION': {
      const { values, expiresInSeconds, refreshExpiresInSeconds } = login.tokens
      const body = {
        response_type_code: 'SUCCESS',
        access_token: values.accessToken,
        id_token: values.idToken,
        token_type: 'Bearer',
        expires_in: expiresInSeconds,
        context_id,
        device_bound: login.deviceBound,
      }
      return json(201, body, { 'set-cookie': refreshCookie(values.refreshToken, refreshExpiresInSeconds) })
    }
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
        esign_url: `${publicUrl}/api/v1/auth/esign/documents/${encodeURIComponent(login.documentId)}`,
      })
    case 'DEVICE_BIND':
      return json(200, { response_type_code: 'DEVICE_BIND_REQUIRED', context_id, transaction_id: login.transactionId })
  }
}
