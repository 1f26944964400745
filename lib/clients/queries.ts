import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { statement } from '#db/statement.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import type { ClientKind } from './schema.ts'

export type ClientApp = {
  client_id: string
  name: string
  kind: ClientKind
  scopes: string[]
  access_token_format: 'jwt' | 'opaque'
  device_bind_offer: boolean
}

/** An active client app by its secret, which is 256 random bits and so its own look-up key. Null for a wrong one. */
export async function findClientAppBySecret(db: Database, secret: string): Promise<ClientApp | null> {
  const [app] = await bySecret(db, { hash: sha256(secret) })
  return app ?? null
}

/** An active client app by its id. */
export async function findClientApp(db: Database, clientId: string): Promise<ClientApp | null> {
  const [app] = await byId(db, { client_id: clientId })
  return app ?? null
}

const columns = sql.raw('client_id, name, kind, scopes, access_token_format, device_bind_offer')

const bySecret = statement<ClientApp>(
  'client_by_secret',
  value => sql`SELECT ${columns} FROM client_apps WHERE secret_hash = ${value('hash')} AND status = 'ACTIVE'`,
)

const byId = statement<ClientApp>(
  'client_by_id',
  value => sql`SELECT ${columns} FROM client_apps WHERE client_id = ${value('client_id')} AND status = 'ACTIVE'`,
)
