import { createApi } from '#lib/api/app.ts'
import { demoKey } from '#lib/clients/demo-key.ts'
import { parse } from '#lib/parse.ts'
import type { Parts } from '#lib/parts.ts'
import { type Exchange, VisitTicketing } from './schema.ts'

type Api = ReturnType<typeof createApi>
type Account = { account_id: string; name: string }

const apis = new WeakMap<Parts, Api>()

/**
 * The back end of the ticketing app, which a user is sent to with a session token: it redeems the token with its own
 * secret, and then asks for the accounts and for leave to charge each. What it asked and heard, in order; only the real
 * API decides what that is.
 */
export async function visitTicketing(parts: Parts, input: unknown): Promise<Exchange[]> {
  const { session_token } = parse(VisitTicketing, input)
  const api = apiOf(parts)
  const ask = (method: string, path: string, body?: object) => exchange(api, secretOf(parts), method, path, body)
  const redeemed = await ask('POST', '/cross-app/validate-session', { session_token })
  if (redeemed.status !== 200) return [redeemed]
  const withToken = (method: string, path: string, body?: object) =>
    exchange(api, { ...secretOf(parts), 'x-session-token': session_token }, method, path, body)
  const listed = await withToken('GET', '/cross-app/user-accounts')
  const { accounts = [] } = listed.answer as { accounts?: Account[] }
  const asked = await Promise.all(
    accounts.map(({ account_id }) =>
      withToken('POST', '/cross-app/validate-permission', { permission: 'payments:write', resource_id: account_id }),
    ),
  )
  return [redeemed, listed, ...asked]
}

function apiOf(parts: Parts): Api {
  const api = apis.get(parts) ?? createApi(parts)
  apis.set(parts, api)
  return api
}

const secretOf = ({ secretKey }: Parts): Record<string, string> => ({
  'x-client-id': 'ticketing',
  'x-api-key': demoKey(secretKey, 'ticketing'),
})

async function exchange(
  api: Api,
  headers: Record<string, string>,
  method: string,
  path: string,
  sent?: object,
): Promise<Exchange> {
  const started = performance.now()
  const response = await api.request(`/api/v1${path}`, {
    method,
    headers: { ...headers, 'user-agent': 'Ticketing/4.0.2', ...(sent && { 'content-type': 'application/json' }) },
    ...(sent && { body: JSON.stringify(sent) }),
  })
  const answer: unknown = await response.json()
  const ms = Math.round(performance.now() - started)
  return { method, path, ...(sent && { sent }), status: response.status, ms, answer }
}
