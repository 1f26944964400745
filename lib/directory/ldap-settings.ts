import { readFileSync } from 'node:fs'
import { Filter, FilterParser } from 'ldapts'
import type { Env } from '#lib/env.ts'
import type { AttributeNames } from './entry.ts'
import type { LdapServer } from './ldap-connection.ts'

export type LdapEnv = Pick<
  Env,
  | 'LDAP_URL'
  | 'LDAP_STARTTLS'
  | 'LDAP_CA_FILE'
  | 'LDAP_BIND_DN'
  | 'LDAP_BIND_PASSWORD'
  | 'LDAP_BASE_DN'
  | 'LDAP_USER_FILTER'
  | 'LDAP_POOL_SIZE'
  | 'LDAP_TIMEOUT_MS'
  | `LDAP_ATTR_${'USERNAME' | 'CUPID' | 'GUID' | 'NAME' | 'EMAIL' | 'PHONE' | 'MFA_REQUIRED'}`
  | `LDAP_ATTR_${'PUSH' | 'ESIGN' | 'ACCOUNT' | 'ENTITLEMENT' | 'STATE' | 'GROUP'}`
> & {
  /** An entry with a password nobody has, stored like the users': a bind for an unknown name then costs its hash too. */
  LDAP_DECOY_DN?: string
  /** Only groups below it give roles; without it any group whose `cn` fits does. */
  LDAP_GROUP_BASE_DN?: string
}

/** Where and how to connect. Throws one readable error for settings that cannot work. */
export function ldapServer(env: LdapEnv): LdapServer {
  const url = URL.parse(env.LDAP_URL ?? '')
  if (!url || !['ldap:', 'ldaps:'].includes(url.protocol) || !url.hostname) {
    throw new Error('LDAP_URL must look like ldaps://host:636 or ldap://host:389')
  }
  const tls = url.protocol === 'ldaps:'
  if (tls && env.LDAP_STARTTLS) throw new Error('LDAP_STARTTLS is for ldap:// URLs; ldaps:// has TLS from the start')
  if (!env.LDAP_BASE_DN) throw new Error('LDAP_BASE_DN is missing: the DN below which the users are')
  if (env.LDAP_BIND_DN && !env.LDAP_BIND_PASSWORD) throw new Error('LDAP_BIND_DN needs LDAP_BIND_PASSWORD')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (tls ? 636 : 389)),
    security: tls ? 'tls' : env.LDAP_STARTTLS ? 'starttls' : 'none',
    ca: env.LDAP_CA_FILE ? readCa(env.LDAP_CA_FILE) : undefined,
  }
}

/** The filter for a typed username, which is data in it whatever it holds (RFC 4515 §3). */
export function userFilter(template: string) {
  const filter = (username: string) =>
    FilterParser.parseString(template.replaceAll('{username}', () => Filter.escape(username)))
  try {
    filter('somebody')
  } catch {
    throw new Error('LDAP_USER_FILTER is not a filter (RFC 4515), such as (uid={username})')
  }
  return filter
}

export const attributeNames = (env: LdapEnv): AttributeNames => ({
  username: env.LDAP_ATTR_USERNAME,
  cupid: env.LDAP_ATTR_CUPID,
  guid: env.LDAP_ATTR_GUID,
  name: env.LDAP_ATTR_NAME,
  email: env.LDAP_ATTR_EMAIL,
  state: env.LDAP_ATTR_STATE,
  mfaRequired: env.LDAP_ATTR_MFA_REQUIRED,
  phone: env.LDAP_ATTR_PHONE,
  mobileApprove: env.LDAP_ATTR_PUSH,
  pendingDocument: env.LDAP_ATTR_ESIGN,
  account: env.LDAP_ATTR_ACCOUNT,
  entitlement: env.LDAP_ATTR_ENTITLEMENT,
  group: env.LDAP_ATTR_GROUP,
})

function readCa(file: string) {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Error(`LDAP_CA_FILE ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}
