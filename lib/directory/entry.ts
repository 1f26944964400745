import { ACCOUNT_STATES, type Account, type DirectoryUser, MOBILE_APPROVE_STATUSES } from './directory.ts'
import { commonNameOf, isBelow } from './dn.ts'

/** Which attribute of an entry holds which fact. */
export type AttributeNames = Record<
  | 'username'
  | 'cupid'
  | 'guid'
  | 'name'
  | 'email'
  | 'state'
  | 'mfaRequired'
  | 'phone'
  | 'mobileApprove'
  | 'pendingDocument'
  | 'account'
  | 'entitlement'
  | 'group',
  string
>

/** The entry is there and does not say what we must know. Its message names the attribute and never the value. */
export class EntryUnreadable extends Error {
  override name = 'EntryUnreadable'
}

/** Throws `EntryUnreadable`: what we do not understand is never read as "active" or "no MFA". */
export function readUser(
  valuesOf: (attribute: string) => string[],
  names: AttributeNames,
  groupBase = '',
): DirectoryUser {
  const one = (attribute: string) => {
    const values = valuesOf(attribute).filter(Boolean)
    if (values.length > 1) throw new EntryUnreadable(`${attribute} has more than one value`)
    return values[0] ?? null
  }
  const id = (attribute: string, maxLength: number) => {
    const value = one(attribute)
    if (value && value.length <= maxLength) return value
    throw new EntryUnreadable(`${attribute} is missing or longer than ${maxLength} characters`)
  }
  const choice = <T extends string>(attribute: string, choices: readonly T[], fallback: T) => {
    const value = one(attribute)
    const found = choices.find(known => known === value?.trim().toUpperCase())
    if (found) return found
    if (value === null) return fallback
    throw new EntryUnreadable(`${attribute} is none of ${choices.join(', ')}`)
  }
  const username = valuesOf(names.username)[0]
  if (!username) throw new EntryUnreadable(`${names.username} is missing`)
  return {
    username,
    cupid: id(names.cupid, 50),
    guid: id(names.guid, 50),
    name: valuesOf(names.name)[0] ?? username,
    email: valuesOf(names.email)[0] ?? null,
    state: choice(names.state, ACCOUNT_STATES, 'ACTIVE'),
    mfaRequired: choice(names.mfaRequired, ['TRUE', 'FALSE'], 'FALSE') === 'TRUE',
    phones: inOrder(valuesOf(names.phone)).map(readPhone(names.phone)).slice(0, 6),
    mobileApproveStatus: choice(names.mobileApprove, MOBILE_APPROVE_STATUSES, 'NOT_REGISTERED'),
    pendingDocuments: inOrder(valuesOf(names.pendingDocument)),
    accounts: readAccounts(names.account, inOrder(valuesOf(names.account))),
    entitlements: [...new Set(valuesOf(names.entitlement))].sort(),
    groups: valuesOf(names.group).flatMap(dn => readGroup(dn, groupBase)),
  }
}

/** LDAP values are a set; a server told to keep their order (X-ORDERED 'VALUES') may show it as `{0}first`, `{1}second`. */
const inOrder = (values: string[]) =>
  values
    .map(value => /^(?:\{(\d+)\})?(.*)$/s.exec(value)!)
    .sort(([, a = '0'], [, b = '0']) => Number(a) - Number(b))
    .map(([, , value]) => value!)

const readPhone = (attribute: string) => (value: string) => {
  const number = value.replace(/[\s().-]/g, '')
  if (/^\+[1-9]\d{6,14}$/.test(number)) return number
  throw new EntryUnreadable(`${attribute} is not a number in E.164`)
}

/** `id|name`, or the id alone where it is its own name. Two of one id would leave open which is meant. */
function readAccounts(attribute: string, values: string[]): Account[] {
  const accounts = values.map(value => {
    const [id = '', ...name] = value.split('|').map(half => half.trim())
    if (id && id.length <= 50) return { id, name: name.join('|') || id }
    throw new EntryUnreadable(`${attribute} holds an id that is empty or longer than 50 characters`)
  })
  if (new Set(accounts.map(({ id }) => id)).size === accounts.length) return accounts
  throw new EntryUnreadable(`${attribute} holds one id twice`)
}

/** A group outside `base` does not count: who may add groups elsewhere in the tree must not name one into a role. */
function readGroup(dn: string, base: string) {
  const name = commonNameOf(dn)
  return name && (!base || isBelow(dn, base)) ? [name] : []
}
