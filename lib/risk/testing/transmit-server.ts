import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

export type Received = {
  method: string
  path: string
  query: URLSearchParams
  authorization: string | null
  body: string
}
export type Reply = { status?: number; body?: string; afterMs?: number; cut?: boolean }
type Script = (received: Received, count: number) => Reply

/** A server that speaks Transmit's risk API (developer.transmitsecurity.com, "Recommendations"), by a script per path. */
export async function startTransmitServer() {
  const received: Received[] = []
  const issued = new Set<string>()
  const scripts: { token: Script; recommendation: Script; result: Script } = {
    token: (_, count) => {
      issued.add(`access-${count}`)
      return json({ access_token: `access-${count}`, token_type: 'Bearer', expires_in: 3600 })
    },
    recommendation: () => json(RECOMMENDATION),
    result: () => json({}, 201),
  }

  const paths = {
    'POST /oidc/token': 'token',
    'GET /risk/v1/recommendation': 'recommendation',
    'POST /risk/v1/action/result': 'result',
  } as const

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, 'http://transmit')
    const path = `${request.method} ${url.pathname}`
    const authorization = request.headers.authorization ?? null
    const got = { method: request.method!, path, query: url.searchParams, authorization, body: await text(request) }
    received.push(got)
    const name = paths[path as keyof typeof paths]
    if (!name) return send(response, { status: 404 })
    const known = name === 'token' || issued.has(authorization?.replace('Bearer ', '') ?? '')
    const count = received.filter(one => one.path === path).length
    return send(response, known ? scripts[name](got, count) : { status: 401, body: '{"message":"Unauthorized"}' })
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    issued,
    scripts,
    count: (name: keyof typeof scripts) =>
      received.filter(one => paths[one.path as keyof typeof paths] === name).length,
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export const json = (value: unknown, status = 200): Reply => ({ status, body: JSON.stringify(value) })

async function send(response: ServerResponse, { status = 200, body = '', afterMs = 0, cut = false }: Reply) {
  if (afterMs) await sleep(afterMs)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  if (!cut) return response.end(body)
  // Half of what was promised, and then the connection goes.
  response.write(body.slice(0, body.length / 2), () => response.destroy())
}

export const RECOMMENDATION = {
  id: '1f0c9a54-recommendation',
  issued_at: 1_648_028_118_123,
  recommendation: { type: 'CHALLENGE' },
  risk_score: 73.2,
  context: {
    action_type: 'login',
    device_id: 'demo-device-1',
    device_fingerprint: 'a3c8f5ea75cb65fc',
    ip: '81.2.69.160',
    ip_country: 'US',
    ip_location_region: 'California',
    ip_location_city: 'Los Angeles',
    ip_location_zip: 92131,
    device_platform: 'desktop',
    os_name: 'macOS',
    os_version: '14.1.0',
    browser_name: 'Chrome',
    browser_version: 113,
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/113.0.0.0 Safari/537.36',
  },
  risk_signals: {
    device: { screen_width: 1920, screen_height: 1080, tampered: true, incognito: false },
    network: { vpn: true, tor: false },
    behavior: { typing_velocity: 0.867 },
    history: { ip_action_rate_60_sec: 7 },
  },
  reasons: ['BEHAVIOR_BOT', 'PROFILE_DEVICE_NEW'],
  threats: ['ACCOUNT_TAKEOVER'],
}
