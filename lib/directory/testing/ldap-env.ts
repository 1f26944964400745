import { parseEnv } from '#lib/env.ts'
import type { LdapEnv } from '../ldap-settings.ts'
import type { Slapd } from './slapd.ts'

/** The settings somebody would write for this server, through the same parsing as the product's. */
export const ldapEnv = (slapd: Slapd, changes: Record<string, string> = {}): LdapEnv => ({
  ...parseEnv({
    LDAP_URL: slapd.url,
    LDAP_BIND_DN: slapd.bindDn,
    LDAP_BIND_PASSWORD: slapd.bindPassword,
    LDAP_BASE_DN: slapd.baseDn,
    ...changes,
  }),
  LDAP_DECOY_DN: changes.LDAP_DECOY_DN ?? slapd.decoyDn,
  LDAP_GROUP_BASE_DN: changes.LDAP_GROUP_BASE_DN,
})
