import { sql } from 'drizzle-orm'
import { statement } from '#db/statement.ts'
import type { Parts } from '#lib/parts.ts'

/** The origins whose pages may call us, as the client apps registered them. */
export type Origins = {
  /** Whether pages of `origin` may call on behalf of `clientId`; where that is null, of any client app. */
  allow(origin: string, clientId: string | null): Promise<boolean>
}

/** So long an origin may go on after its client app was disabled. */
const KEPT_MS = 10_000
const RETRY_MS = 1_000

/** `now` is a monotonic clock in milliseconds. */
export function openOrigins(parts: Pick<Parts, 'db' | 'env'>, now: () => number = () => performance.now()): Origins {
  const own = new URL(parts.env.publicUrl).origin
  let byApp: Map<string, Set<string>> | undefined
  let readMs = 0
  let reading: Promise<Map<string, Set<string>>> | undefined

  function read() {
    const startedMs = now()
    reading ??= listOrigins(parts.db, {})
      .then(rows => {
        readMs = startedMs
        byApp = new Map(rows.map(row => [row.client_id, new Set(row.allowed_origins.map(normalise))]))
        return byApp
      })
      .catch((error: unknown) => {
        // Where the database is away, what is known must do: nothing that needs it will be answered either.
        if (!byApp) throw error
        readMs = startedMs - KEPT_MS + RETRY_MS
        return byApp
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  return {
    async allow(origin, clientId) {
      if (origin === own) return true
      const apps = byApp && now() - readMs < KEPT_MS ? byApp : await read()
      if (clientId !== null) return apps.get(clientId)?.has(origin) ?? false
      return [...apps.values()].some(origins => origins.has(origin))
    },
  }
}

// As a browser writes it. A page inside an app has a scheme of the app's own, of which URL knows no origin.
function normalise(registered: string): string {
  const { origin, protocol, host } = new URL(registered)
  return origin === 'null' ? `${protocol}//${host}` : origin
}

const listOrigins = statement<{ client_id: string; allowed_origins: string[] }>(
  'client_origins',
  () =>
    sql`SELECT client_id, allowed_origins FROM client_apps WHERE status = 'ACTIVE' AND cardinality(allowed_origins) > 0`,
)
