import { randomUUID } from 'node:crypto'
import { hashSync, parseOptions } from '@node-rs/argon2'
import type { DirectoryUser } from './directory.ts'
import { dnKey } from './dn.ts'
import { type AttributeNames, readUser } from './entry.ts'
import { type LdifEntry, LdifError, parseLdif } from './parse-ldif.ts'
import { usernameKey } from './username.ts'

/** `hash` is null for a user who has no password: nobody signs in as them. */
export type LdifBook = { users: Map<string, { user: DirectoryUser; hash: string | null }>; decoyHash: string }

const NAMES: AttributeNames = {
  username: 'uid',
  cupid: 'gwCupid',
  guid: 'gwGuid',
  name: 'displayName',
  email: 'mail',
  state: 'gwAccountState',
  mfaRequired: 'gwMfaRequired',
  phone: 'gwMfaPhone',
  mobileApprove: 'gwMobileApprove',
  pendingDocument: 'gwPendingDocument',
  account: 'gwAccount',
  entitlement: 'gwEntitlement',
  group: 'memberOf',
}

/** Users by `usernameKey`, their groups from every `groupOfNames`. Throws `LdifError`. */
export function readBook(text: string): LdifBook {
  const entries = parseLdif(text)
  const groupsOf = membership(entries)
  const users: LdifBook['users'] = new Map()
  for (const entry of entries.filter(isUser)) {
    const user = toUser(entry, groupsOf(entry.dn))
    const keys = valuesOf(entry, 'uid').map(usernameKey)
    if (keys.some(key => users.has(key))) throw new LdifError(entry.line, 'this uid is there twice')
    const hash = toHash(entry)
    for (const key of keys) users.set(key, { user, hash })
  }
  if (users.size === 0) throw new Error('no user in it (an entry with objectClass gwUser)')
  return { users, decoyHash: decoyLike([...users.values()].map(({ hash }) => hash)) }
}

const valuesOf = (entry: LdifEntry, attribute: string) => entry.attributes.get(attribute.toLowerCase()) ?? []

const hasClass = (entry: LdifEntry, name: string) =>
  valuesOf(entry, 'objectClass').some(value => value.toLowerCase() === name.toLowerCase())

const isUser = (entry: LdifEntry) => hasClass(entry, 'gwUser')

function membership(entries: LdifEntry[]) {
  const groups = new Map<string, string[]>()
  for (const entry of entries.filter(entry => hasClass(entry, 'groupOfNames'))) {
    for (const member of valuesOf(entry, 'member')) {
      groups.set(dnKey(member), [...(groups.get(dnKey(member)) ?? []), entry.dn])
    }
  }
  return (dn: string) => groups.get(dnKey(dn)) ?? []
}

function toUser(entry: LdifEntry, groups: string[]) {
  try {
    return readUser(attribute => (attribute === NAMES.group ? groups : valuesOf(entry, attribute)), NAMES)
  } catch (error) {
    throw new LdifError(entry.line, (error as Error).message)
  }
}

function toHash(entry: LdifEntry) {
  const [value, ...others] = valuesOf(entry, 'userPassword')
  if (value === undefined) return null
  const hash = /^\{ARGON2\}(\$argon2id\$.+)$/i.exec(value)?.[1]
  if (!hash || others.length > 0 || !isReadable(hash)) {
    throw new LdifError(entry.line, 'userPassword must be one {ARGON2}$argon2id$… value')
  }
  return hash
}

function isReadable(hash: string) {
  try {
    return parseOptions(hash).outputLen >= 16
  } catch {
    return false
  }
}

/** A hash nobody knows the password of, at the cost of the file's own: the work an unknown name takes. */
function decoyLike(hashes: (string | null)[]) {
  const model = hashes.find(hash => hash !== null)
  const cost = model ? parseOptions(model) : {}
  return hashSync(randomUUID(), { ...cost, version: undefined, algorithm: undefined })
}
