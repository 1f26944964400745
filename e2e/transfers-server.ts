import { createServer, type IncomingMessage, type Server } from 'node:http'

export type TransfersOptions = {
  /** Where Gatewarden is: the issuer of the tokens. */
  issuer: string
  /** A gateway app and its secret: only who has one may introspect. */
  clientId: string
  clientSecret: string
  /** A transfer above this needs a second factor, proved so recently. */
  threshold: number
  maxAgeSeconds: number
  /** Epoch seconds. */
  now?: () => number
}

type Introspection = { active: boolean; sub?: string; acr?: string; auth_time?: number }

/**
 * A resource server, as the team of an app would write it, with nothing of Gatewarden's but its address: it introspects
 * the bearer (RFC 7662) and, where the token is good but its authentication is not good enough for what is asked,
 * challenges as RFC 9470 §3 says.
 */
export function createTransfersServer(options: TransfersOptions): Server {
  return createServer(async (request, response) => {
    const { status, body, challenge } = await answer(request, options).catch(error => ({
      status: 500,
      body: { error: String(error) },
      challenge: undefined,
    }))
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(challenge && { 'www-authenticate': challenge }),
    })
    response.end(JSON.stringify(body))
  })
}

type Answer = { status: number; body: object; challenge?: string | undefined }

async function answer(request: IncomingMessage, options: TransfersOptions): Promise<Answer> {
  if (request.method !== 'POST' || request.url !== '/transfers') return { status: 404, body: { error: 'not_found' } }
  const [scheme, token] = request.headers.authorization?.split(' ') ?? []
  if (scheme?.toLowerCase() !== 'bearer' || !token) return unauthorized('Bearer')
  const introspected = await introspect(token, options)
  if (!introspected.active) return unauthorized('Bearer error="invalid_token"')
  const { value } = await readJson(request)
  if (typeof value !== 'number') return { status: 400, body: { error: 'value' } }
  const lacks = value > options.threshold ? lackOf(introspected, options) : null
  if (lacks) return unauthorized(challengeFor(lacks, options))
  return { status: 201, body: { transferred: value, by: introspected.sub } }
}

/** What the authentication behind the token lacks for a large transfer; null where it is enough. */
function lackOf({ acr, auth_time = 0 }: Introspection, { maxAgeSeconds, now = systemClock }: TransfersOptions) {
  if (acr !== 'aal2') return 'A second factor is required'
  return now() - auth_time > maxAgeSeconds ? 'More recent authentication is required' : null
}

const challengeFor = (description: string, { maxAgeSeconds }: TransfersOptions) =>
  `Bearer error="insufficient_user_authentication", error_description="${description}", acr_values="aal2", ` +
  `max_age="${maxAgeSeconds}"`

async function introspect(token: string, { issuer, clientId, clientSecret }: TransfersOptions): Promise<Introspection> {
  const metadata = await getJson(`${issuer}/.well-known/openid-configuration`)
  const pair = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  return getJson(metadata.introspection_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${pair}` },
    body: new URLSearchParams({ token }),
  })
}

async function getJson(url: string, init?: RequestInit) {
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return response.json()
}

async function readJson(request: IncomingMessage): Promise<{ value?: unknown }> {
  let text = ''
  for await (const piece of request) text += piece
  return JSON.parse(text || '{}')
}

const unauthorized = (challenge: string): Answer => ({ status: 401, body: { error: 'unauthorized' }, challenge })
const systemClock = () => Math.floor(Date.now() / 1000)
