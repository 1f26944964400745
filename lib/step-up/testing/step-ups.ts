import { type JourneyApi, startJourneyApi } from '#lib/api/testing/journey-api.ts'
import {
  challenge,
  initiate,
  logIn,
  otherThan,
  type Step,
  sentCode,
  stepOf,
  verify,
} from '#lib/api/testing/journeys.ts'
import type { Person } from '#lib/api/testing/own-directory.ts'
import { type Answer, bearer, claimsOf, type SignedIn, type TestApi } from '#lib/api/testing/test-api.ts'
import { systemContext } from '#lib/context.ts'
import { setPolicy } from '#lib/policies/set-policy.ts'
import type { RiskVerdict } from '#lib/risk/risk-service.ts'

type Headers = Record<string, string>
type Action = Record<string, unknown>

export const TRANSFER = { type: 'TRANSFER', value: 12_400, currency: 'USD', details: { to: 'an external account' } }

export type StepUpApi = JourneyApi & {
  /** A user whom nobody else in the test has met, signed in with the password alone. */
  enter(person?: Partial<Person>, headers?: Headers): Promise<SignedIn & { person: Person }>
  evaluate(accessToken: string, action?: unknown, headers?: Headers): Promise<Answer>
  /** POST /auth/step-up, whatever it answers. */
  ask(accessToken: string, action?: unknown, more?: object, headers?: Headers): Promise<Answer>
  /** The same, to the choice of a method. Throws where there is none. */
  begin(accessToken: string, action?: Action, headers?: Headers): Promise<Step>
  /** A whole step-up by code. */
  stepUp(accessToken: string, action?: Action, headers?: Headers): Promise<Answer>
  /** Whether an access token is good, by the gateway's own look-up. */
  isGood(accessToken: string): Promise<boolean>
  introspect(token: string): Promise<Answer['body']>
  setStepUp(settings: object): Promise<unknown>
  /** A risk service that says this of one user, and what it always says of the others. */
  say(verdict: Partial<RiskVerdict>, person: Pick<Person, 'cupid'>): void
  /** Moves the successes of a session, so that the latest was so long ago by the database's clock. */
  authenticated(sessionId: string, secondsAgo: number): Promise<unknown>
  session(sessionId: string): Promise<SessionRow>
  tokens(sessionId: string): Promise<TokenRow[]>
  /** The step-ups of a session, oldest first. */
  contexts(sessionId: string): Promise<Answer['body'][]>
  /** What is on record of a session since its sign-in. */
  trail(sessionId: string): Promise<EventRow[]>
}

type SessionRow = Record<'status' | 'revoked_by' | 'revocation_reason' | 'flag_reason', string | null> & {
  flagged_at: Date | null
  last_activity_at: Date
}
type EventRow = {
  event_type: string
  severity: string
  context_id: string | null
  auth_type: string
  data: Record<string, unknown>
}
type TokenRow = { token_id: string; type: string; status: string; parent: string | null; revoked_at: Date | null }

/** The real API over users of the test's own, with limits that no test reaches unless it sets them. */
export async function startStepUpApi(overrides: Record<string, string> = {}): Promise<StepUpApi> {
  const api = await startJourneyApi({
    LIMIT_STEP_UPS_PER_SESSION: '100000',
    LIMIT_STEPS_PER_CONTEXT: '100000',
    ...overrides,
  })
  const ask: StepUpApi['ask'] = (accessToken, action = TRANSFER, more = {}, headers = {}) =>
    api.post('/auth/step-up', { action, ...more }, { ...bearer(accessToken), ...headers })
  const begin: StepUpApi['begin'] = async (accessToken, action, headers) => {
    const answer = await ask(accessToken, action, {}, headers)
    if (answer.status !== 200) throw new Error(`step-up: ${answer.status} ${JSON.stringify(answer.body)}`)
    return stepOf(answer)
  }
  let adding: Promise<unknown> = Promise.resolve()
  const gateway = { 'x-api-key': api.secrets['edge-gateway'] ?? '' }
  return {
    ...api,
    ask,
    begin,
    async enter(given, headers) {
      // One after the other: they write the same file.
      const added = adding.then(() => api.people.add({ mfaRequired: false, ...given }))
      adding = added
      const person = await added
      const { status, body, refreshToken } = await logIn(api, person.username, headers)
      if (status !== 201) throw new Error(`sign-in: ${status} ${JSON.stringify(body)}`)
      return {
        person,
        accessToken: body.access_token,
        idToken: body.id_token,
        refreshToken: refreshToken ?? '',
        contextId: body.context_id,
        sessionId: String(claimsOf(body.id_token).sid),
      }
    },
    evaluate: (accessToken, action = TRANSFER, headers = {}) =>
      api.post('/auth/step-up/evaluate', { action }, { ...bearer(accessToken), ...headers }),
    async stepUp(accessToken, action, headers) {
      const step = await begin(accessToken, action, headers)
      const { body } = await initiate(api, step, 'sms', {}, headers)
      const sent = { ...step, transactionId: body.transaction_id }
      return verify(api, sent, await sentCode(api, sent), headers)
    },
    isGood: async token => (await api.post('/auth/token/verify', { token }, gateway)).body.active,
    introspect: async token => (await api.form('/auth/token/introspect', { token }, gateway)).body,
    setStepUp: settings =>
      setPolicy(systemContext(api.parts, 'test'), { name: 'step_up', settings, reason: 'for this test' }),
    say(verdict, { cupid }) {
      const { risk } = api.parts
      const evaluate = risk.evaluate.bind(risk)
      risk.evaluate = async (db, request) => ({
        ...(await evaluate(db, request)),
        ...(request.cupid === cupid && verdict),
      })
    },
    authenticated: (sessionId, secondsAgo) =>
      api.rows(
        `WITH past AS (
           SELECT a.context_id, now() - max(a.completed_at) OVER () AS age FROM auth_contexts a, sessions s
           WHERE s.session_id = $1 AND (a.context_id = s.context_id OR a.session_id = s.session_id) AND a.auth_outcome = 'SUCCESS')
         UPDATE auth_contexts c SET created_at = created_at - interval '1 day',
           completed_at = completed_at + past.age - make_interval(secs => $2)
         FROM past WHERE c.context_id = past.context_id`,
        [sessionId, secondsAgo],
      ),
    session: async sessionId => (await api.rows('SELECT * FROM sessions WHERE session_id = $1', [sessionId]))[0],
    tokens: sessionId =>
      api.rows(
        `SELECT token_id, token_type AS type, status, parent_token_id AS parent, revoked_at FROM tokens
         WHERE session_id = $1 ORDER BY token_type, created_at, token_id`,
        [sessionId],
      ),
    contexts: sessionId =>
      api.rows('SELECT * FROM auth_contexts WHERE session_id = $1 ORDER BY created_at', [sessionId]),
    trail: sessionId =>
      api.rows(
        `SELECT event_type, severity, context_id, auth_type, event_data - 'actor' AS data FROM audit_logs
         WHERE session_id = $1 AND event_type NOT IN ('SESSION_CREATED', 'LOGIN_SUCCESS') ORDER BY created_at, audit_id`,
        [sessionId],
      ),
  }
}

/** Has a code sent and answers with another; gives what that answers. */
export async function missCode(api: TestApi, step: Step): Promise<Answer> {
  const sent = await challenge(api, step)
  return verify(api, sent, otherThan(await sentCode(api, sent)))
}
