import { randomUUID } from 'node:crypto'
import type { Entry } from 'ldapts'
import { type BreakerState, createBreaker } from '#lib/breaker.ts'
import { Failure } from '#lib/failure.ts'
import { before, type Deadline, deadlineIn, TimedOut } from './deadline.ts'
import type { Directory } from './directory.ts'
import { EntryUnreadable, readUser } from './entry.ts'
import { ConnectionBroken, type LdapServer, openConnection, ServerRefused, Unreachable } from './ldap-connection.ts'
import { createPool } from './ldap-pool.ts'
import { attributeNames, type LdapEnv, ldapServer, userFilter } from './ldap-settings.ts'
import { MAX_PASSWORD_LENGTH, MAX_USERNAME_LENGTH } from './username.ts'

type Options = { onBreaker?: (state: BreakerState) => void }

/**
 * The directory behind LDAP: a search with the service account, then a bind as the entry found. A whole call answers within
 * LDAP_TIMEOUT_MS. Connects when first asked; throws at once, readably, for settings that cannot work.
 */
export function createLdapDirectory(env: LdapEnv, { onBreaker }: Options = {}): Directory {
  const server = ldapServer(env)
  const names = attributeNames(env)
  const attributes = [...new Set(Object.values(names))]
  const filter = userFilter(env.LDAP_USER_FILTER)
  const decoyDn = env.LDAP_DECOY_DN || `cn=gatewarden-decoy,${env.LDAP_BASE_DN}`
  // A connection bound as a user never searches: two pools, and only the first knows the service account.
  const readers = createPool(env.LDAP_POOL_SIZE, deadline => openReader(server, env, deadline))
  const binders = createPool(env.LDAP_POOL_SIZE, deadline => openConnection(server, deadline))
  const breaker = createBreaker(isOutage, onBreaker)

  async function call<T>(work: (deadline: Deadline) => Promise<T>) {
    try {
      return await breaker(() => work(deadlineIn(env.LDAP_TIMEOUT_MS)))
    } catch (error) {
      throw new Failure('dependency_unavailable', { cause: error })
    }
  }
  async function search(username: string, deadline: Deadline) {
    const name = username.length <= MAX_USERNAME_LENGTH ? username : randomUUID()
    const query = { scope: 'sub', filter: filter(name), attributes, sizeLimit: 2 } as const
    const [entry, second] = await readers.use(deadline, on => on.search(env.LDAP_BASE_DN, query))
    if (second) throw new EntryUnreadable('LDAP_USER_FILTER finds more than one entry for one username')
    return entry ? { dn: entry.dn, user: readUser(valuesIn(entry), names, env.LDAP_GROUP_BASE_DN) } : null
  }
  const authenticate: Directory['authenticate'] = (username, password) =>
    call(async deadline => {
      const found = await search(username, deadline)
      const user = found?.user ?? null
      // RFC 4513 §5.1.2: a bind with a DN and no password succeeds for everybody.
      if (password === '') return { ok: false, user }
      const fits = password.length <= MAX_PASSWORD_LENGTH
      const bound = await binders.use(deadline, on => on.bind(found?.dn ?? decoyDn, fits ? password : randomUUID()))
      return bound && fits && user ? { ok: true, user } : { ok: false, user }
    })

  return {
    authenticate,
    decoy: async () => void (await authenticate(randomUUID(), randomUUID()).catch(() => {})),
    find: username => call(async deadline => (await search(username, deadline))?.user ?? null),
    ping: () =>
      call(async deadline => {
        await readers.use(deadline, on => on.search(env.LDAP_BASE_DN, { scope: 'base', attributes: ['1.1'] }))
      }),
    close: async () => {
      readers.close()
      binders.close()
    },
  }
}

/** A connection that speaks as the service account; without LDAP_BIND_DN as nobody. */
async function openReader(server: LdapServer, { LDAP_BIND_DN, LDAP_BIND_PASSWORD }: LdapEnv, deadline: Deadline) {
  const connection = await openConnection(server, deadline)
  if (!LDAP_BIND_DN) return connection
  try {
    const bound = await before(deadline, connection.bind(LDAP_BIND_DN, LDAP_BIND_PASSWORD), connection.close)
    if (!bound) throw new Unreachable('LDAP_BIND_DN and LDAP_BIND_PASSWORD were refused')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Result codes by which a server says that it, and not our question, is the trouble: busy, unavailable. */
const OUTAGE_CODES = [51, 52]

const isOutage = (error: unknown) =>
  error instanceof Unreachable ||
  error instanceof ConnectionBroken ||
  error instanceof TimedOut ||
  (error instanceof ServerRefused && OUTAGE_CODES.includes(error.code))

/** Attribute names match in any case; a server may answer with its own. */
function valuesIn(entry: Entry) {
  const byName = new Map(Object.entries(entry).map(([name, value]) => [name.toLowerCase(), value]))
  return (attribute: string) =>
    [byName.get(attribute.toLowerCase()) ?? []].flat().map(value => {
      if (typeof value === 'string') return value
      throw new EntryUnreadable(`${attribute} is not text`)
    })
}
