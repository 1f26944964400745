import { type Answer, basic, bearer, type SignedIn, startTestApi, type TestApi } from '#lib/api/testing/test-api.ts'

export type HandoffApi = {
  api: TestApi
  /** What an app with a secret comes with. */
  as(clientId: string): Record<string, string>
  generate(accessToken: string, body?: object): Promise<Answer>
  redeem(sessionToken: unknown, clientId?: string): Promise<Answer>
  accounts(sessionToken: string, clientId?: string): Promise<Answer>
  ask(sessionToken: string, question: object, clientId?: string): Promise<Answer>
  revoke(sessionToken: unknown, headers: Record<string, string>): Promise<Answer>
  /** A sign-in and a handoff from it, not redeemed yet. */
  handOver(body?: object): Promise<SignedIn & { sessionToken: string }>
  setStatus(clientId: string, status: 'ACTIVE' | 'DISABLED'): Promise<unknown>
  /** The handoff events of a session in their order. */
  events(sessionId: string): Promise<HandoffEventRow[]>
  handoffs(sessionId: string): Promise<{ id: number; used: boolean; revoked: boolean }[]>
}

type HandoffEventRow = {
  event: string
  severity: string
  reason: string | null
  actor: string
  handoff_id: number | null
  source_app: string
  target_app: string
}

/** The real API, with limits that no test reaches unless it sets them. */
export async function startHandoffApi(overrides: Record<string, string> = {}): Promise<HandoffApi> {
  const api = await startTestApi({
    LIMIT_HANDOFFS_PER_USER: '100000',
    LIMIT_VALIDATIONS_PER_APP: '100000',
    LIMIT_ACCOUNTS_PER_TOKEN: '100000',
    LIMIT_PERMISSIONS_PER_TOKEN: '100000',
    ...overrides,
  })
  const as = (clientId: string) => ({ 'x-client-id': clientId, ...basic(clientId, api.secrets[clientId] ?? 'none') })
  const generate: HandoffApi['generate'] = (accessToken, body = { target_app: 'ticketing' }) =>
    api.post('/cross-app/generate-session', body, bearer(accessToken))
  return {
    api,
    as,
    generate,
    redeem: (session_token, clientId = 'ticketing') =>
      api.post('/cross-app/validate-session', { session_token }, as(clientId)),
    accounts: (sessionToken, clientId = 'ticketing') =>
      api.get('/cross-app/user-accounts', { ...as(clientId), 'x-session-token': sessionToken }),
    ask: (sessionToken, question, clientId = 'ticketing') =>
      api.post('/cross-app/validate-permission', question, { ...as(clientId), 'x-session-token': sessionToken }),
    revoke: (session_token, headers) => api.post('/cross-app/revoke-session', { session_token }, headers),
    async handOver(body) {
      const signedIn = await api.signIn()
      const answer = await generate(signedIn.accessToken, body)
      if (answer.status !== 201) throw new Error(`generate-session: ${answer.status} ${JSON.stringify(answer.body)}`)
      return { ...signedIn, sessionToken: answer.body.session_token }
    },
    setStatus: (clientId, status) =>
      api.rows('UPDATE client_apps SET status = $1 WHERE client_id = $2', [status, clientId]),
    events: sessionId =>
      api.rows(
        `SELECT event_type AS event, severity, event_data ->> 'reason' AS reason,
                concat_ws(' ', event_data -> 'actor' ->> 'kind', event_data -> 'actor' ->> 'id') AS actor,
                (event_data ->> 'handoff_id')::int AS handoff_id, event_data ->> 'source_app' AS source_app,
                event_data ->> 'target_app' AS target_app
         FROM audit_logs WHERE session_id = $1 AND event_type LIKE 'HANDOFF%' ORDER BY created_at, audit_id`,
        [sessionId],
      ),
    handoffs: sessionId =>
      api.rows(
        `SELECT id::int, used_at IS NOT NULL AS used, revoked_at IS NOT NULL AS revoked
         FROM cross_app_sessions WHERE session_id = $1 ORDER BY id`,
        [sessionId],
      ),
  }
}

/** What is no text that a database keeps: refused as it is read. */
export const BROKEN = ['\u0000', 'ho_\u0000', '\ud800']

/** Strings that are syntax somewhere. */
export const HOSTILE = [
  "' OR '1'='1",
  "'; DROP TABLE cross_app_sessions; --",
  '*',
  '*)(uid=*',
  '$(id)',
  '../../etc/passwd',
  '{"$ne": null}',
  '__proto__',
  `ho_${'x'.repeat(509)}`,
]
