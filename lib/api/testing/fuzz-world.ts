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

export async function openFuzzWorld(api: TestApi, { path }: Endpoint): Promise<FuzzWorld> {
  await forget(api)
  const web = await api.signIn()
  const kind = Object.entries(STEPS).find(([ending]) => path.endsWith(ending))?.[1]
  const phone = await signInPhone(api, kind || path.includes('/step-up') ? 'mfauser' : 'simpleuser')
  const byPhone = { ...bearer(phone), 'x-client-id': 'mobile-app' }
  const entitled = path.includes('/admin/')
    ? 'back-office'
    : path.includes('/cross-app/')
      ? 'ticketing'
      : 'edge-gateway'
  const all = Object.entries(api.secrets)
  // The one that is let in is picked as often as all others.
  const secrets = [...all, ...all.flatMap(() => all.filter(([id]) => id === entitled))]
  const nothing = Array.from({ length: 20 }, () => ({ contextId: crypto.randomUUID(), transactionId: web.contextId }))
  return {
    steps: kind ? await openSteps(api, kind, phone) : nothing,
    ids: [...Array<string>(4).fill(web.sessionId), web.contextId, ...(await bindDevices(api, 5)), 'terms-of-service'],
    proofs: {
      bearer: [bearer(web.accessToken), byPhone, ...(kind ? [byPhone, byPhone] : [])],
      basic: secrets.map(([id, secret]) => basic(id, secret)),
      apiKey: secrets.map(([, secret]) => ({ 'x-api-key': secret })),
      cookie: [cookie(web.refreshToken)],
    },
    tokens: [web.accessToken, web.idToken, web.refreshToken, phone],
    handoffs: path.includes('/cross-app/') ? await openHandoffs(api, web.accessToken) : [],
  }
}

// What one endpoint was asked must not make the risk rules refuse the next one's users.
export const forget = (api: TestApi) =>
  api.rows(`TRUNCATE auth_contexts, auth_transactions, drs_evaluations, sessions, tokens, trusted_devices, audit_logs,
    authentication_failures, deny_list, esign_acceptances, cross_app_sessions CASCADE`)

type Kind = 'choice' | 'code' | 'push' | 'document' | 'device'

/** Which step an endpoint is for. */
const STEPS: Record<string, Kind> = {
  '/mfa/initiate': 'choice',
  '/mfa/otp/verify': 'code',
  '/mfa/transactions/{id}': 'push',
  '/approve': 'push',
  '/deny': 'push',
  '/esign/accept': 'document',
  '/esign/decline': 'document',
  '/device/bind': 'device',
}

/** Journeys at that step, several: the first request that is right takes one away. One of each other kind besides. */
async function openSteps(api: TestApi, wanted: Kind, phone: string): Promise<FuzzStep[]> {
  const others = (Object.keys(OPENERS) as Kind[]).filter(kind => kind !== wanted)
  const steps: FuzzStep[] = []
  for (const kind of [...Array<Kind>(9).fill(wanted), ...others]) steps.push(await OPENERS[kind](api))
  const [push] = steps.filter(step => step.number)
  if (push) await approve(api, push, push.number ?? 0, phone)
  return steps.map(step => ({ ...step, isReal: true }))
}

const OPENERS: Record<Kind, (api: TestApi) => Promise<FuzzStep>> = {
  choice: api => beginLogin(api, 'mfauser'),
  code: async api => {
    const step = await challenge(api, await beginLogin(api, 'otponlyuser'))
    return { ...step, code: await sentCode(api, step) }
  },
  push: async api => {
    const { displayNumber, ...step } = await challenge(api, await beginLogin(api, 'mfauser'), 'push')
    return { ...step, number: displayNumber }
  },
  document: api => beginLogin(api, 'complianceuser'),
  device: api => beginLogin(api, 'simpleuser', { 'x-device-fingerprint': `new-${crypto.randomUUID()}` }),
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
