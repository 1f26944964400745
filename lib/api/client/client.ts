import createFetchClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema.d.ts'

export type Problem = components['schemas']['Problem']
export type ApiClient = Client<paths>

export type ClientOptions = {
  /** Origin of the API; '' for the page's own. */
  baseUrl: string
  /** The registered client app that asks. */
  clientId: string
  appVersion?: string
  /** The user's access token, or what finds it at each request. */
  accessToken?: string | (() => string | null | undefined)
  deviceFingerprint?: string | (() => string | null | undefined)
  fetch?: (request: Request) => Promise<Response>
}

/**
 * The API as typed calls, for browsers and Node alike: `client.POST('/api/v1/auth/login', { body })` gives `data` of the
 * statuses that are successes, or the problem as `error`. Each request says who asks and bears an id of its own; cookies
 * travel with it.
 */
export function createClient(options: ClientOptions): ApiClient {
  const { baseUrl, clientId, appVersion, accessToken, deviceFingerprint, fetch } = options
  const client = createFetchClient<paths>({ baseUrl, credentials: 'include', ...(fetch && { fetch }) })
  client.use({
    onRequest({ request: { headers } }) {
      const token = current(accessToken)
      const mine = {
        'x-client-id': clientId,
        'x-app-version': appVersion,
        'x-device-fingerprint': current(deviceFingerprint),
        // Browsers make ids on secure pages only; elsewhere the server makes one.
        'x-correlation-id': globalThis.crypto?.randomUUID?.(),
        authorization: token && `Bearer ${token}`,
      }
      for (const [name, value] of Object.entries(mine)) if (value && !headers.has(name)) headers.set(name, value)
    },
  })
  return client
}

/** What was answered instead of data. `problem.error_code` says what to do about it. */
export class ApiProblem extends Error {
  readonly problem: Partial<Problem>
  readonly status: number
  readonly retryAfterSeconds: number | null

  constructor(problem: Partial<Problem>, response: Response) {
    super(problem.detail ?? problem.title ?? `The server answered ${response.status}`)
    this.name = 'ApiProblem'
    this.problem = problem
    this.status = response.status
    const retryAfter = response.headers.get('retry-after')
    this.retryAfterSeconds = retryAfter === null ? null : Number(retryAfter)
  }
}

type Settled<Data> = { data?: Data; error?: unknown; response: Response }

/** The data of a call; throws `ApiProblem` where there is a problem instead. */
export async function dataOf<Data>(call: Promise<Settled<Data>>): Promise<Exclude<Data, undefined>> {
  const { data, error, response } = await call
  if (response.ok) return data as Exclude<Data, undefined>
  // A proxy on the way may answer with something of its own.
  throw new ApiProblem(typeof error === 'object' && error !== null ? error : {}, response)
}

const current = (given: string | (() => string | null | undefined) | undefined) =>
  typeof given === 'function' ? given() : given
