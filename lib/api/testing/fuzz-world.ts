import type { Endpoint } from './fuzz-request.ts'
import { approve, beginLogin, challenge, type Step, sentCode, signInPhone } from './journeys.ts'
import { basic, bearer, cookie, type TestApi } from './test-api.ts'

export type FuzzStep = Step & { code?: string; number?: number | undefined; isReal?: boolean }

/** What a caller who is let in has at hand: with it a request gets past the door, and what is behind it is tried too. */
export type FuzzWorld = {
  steps: FuzzStep[]
  /** Ids of things that are there, of every kind. */
  ids: string[]
  /** Headers that prove who asks, by the security scheme of the document. */
  proofs: Record<'bearer' | 'basic' | 'apiKey' | 'cookie', Record<string, string>[]>
  tokens: string[]
  /** Tokens of handoffs, open ones and redeemed ones. */
  handoffs: string[]
}

export async function openFuzzWorld(api: TestApi, { path, operation }: Endpoint): Promise<FuzzWorld> {
  await forget(api)
  const web = await api.signIn()
  const phones = [await signInPhone(api, 'simpleuser')]
  const ofJourney = path.includes('/mfa/') || JSON.stringify(operation.requestBody ?? null).includes('transaction_id')
  if (ofJourney) phones.push(await signInPhone(api, 'mfauser'))
  const secrets = Object.entries(api.secrets)
  return {
    steps: ofJourney
      ? await openSteps(api, phones[1] ?? '')
      : [{ contextId: web.contextId, transactionId: crypto.randomUUID() }],
    ids: [web.sessionId, web.contextId, ...(await bindDevices(api, 5)), 'terms-of-service'],
    proofs: {
      bearer: [bearer(web.accessToken), ...phones.map(token => ({ ...bearer(token), 'x-client-id': 'mobile-app' }))],
      basic: secrets.map(([id, secret]) => basic(id, secret)),
      apiKey: secrets.map(([, secret]) => ({ 'x-api-key': secret })),
      cookie: [cookie(web.refreshToken)],
    },
    tokens: [web.accessToken, web.idToken, web.refreshToken, ...phones],
    handoffs: path.includes('/cross-app/') ? await openHandoffs(api, web.accessToken) : [],
  }
}

// What one endpoint was asked must not make the risk rules refuse the next one's users.
export const forget = (api: TestApi) =>
  api.rows(`TRUNCATE auth_contexts, auth_transactions, drs_evaluations, sessions, tokens, trusted_devices, audit_logs,
    authentication_failures, deny_list, esign_acceptances, cross_app_sessions CASCADE`)

/** Journeys at each of their steps, several of a kind: the first request that is right takes one away. */
async function openSteps(api: TestApi, phone: string): Promise<FuzzStep[]> {
  const steps: FuzzStep[] = []
  for (let round = 0; round < 4; round++) {
    const otp = await beginLogin(api, 'otponlyuser').then(step => challenge(api, step))
    const push = await beginLogin(api, 'mfauser').then(step => challenge(api, step, 'push'))
    steps.push(
      await beginLogin(api, 'mfauser'),
      { ...otp, code: await sentCode(api, otp) },
      { ...push, number: push.displayNumber },
      await beginLogin(api, 'complianceuser'),
      await beginLogin(api, 'simpleuser', { 'x-device-fingerprint': `a-new-device-${crypto.randomUUID()}` }),
    )
    if (round === 0) await approve(api, push, push.displayNumber ?? 0, phone)
  }
  return steps.map(step => ({ ...step, isReal: true }))
}

async function openHandoffs(api: TestApi, accessToken: string): Promise<string[]> {
  const tokens: string[] = []
  const app = basic('ticketing', api.secrets.ticketing ?? '')
  for (let n = 0; n < 8; n++) {
    const { body } = await api.post('/cross-app/generate-session', { target_app: 'ticketing' }, bearer(accessToken))
    if (n < 4) await api.post('/cross-app/validate-session', { session_token: body.session_token }, app)
    tokens.push(body.session_token)
  }
  return tokens
}

async function bindDevices(api: TestApi, count: number): Promise<string[]> {
  const devices = await api.rows<{ device_id: string }>(
    `INSERT INTO trusted_devices (guid, cupid, app_id, device_fingerprint, device_fingerprint_hash, status)
     SELECT 'G-DEMO-01', 'CUPID-DEMO-SIMPLE', 'storefront-web-app', 'fuzz', md5(random()::text), 'ACTIVE'
     FROM generate_series(1, $1) RETURNING device_id`,
    [count],
  )
  return devices.map(device => device.device_id)
}
