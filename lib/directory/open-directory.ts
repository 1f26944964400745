import type { Env } from '#lib/env.ts'
import type { Log } from '#lib/log.ts'
import type { Directory } from './directory.ts'
import { createLdapDirectory } from './ldap.ts'
import type { LdapEnv } from './ldap-settings.ts'
import { createLdifDirectory } from './ldif.ts'

/** The directory the environment names: LDAP, else an LDIF file, else the packaged demo. Throws what to set otherwise. */
export function openDirectory(env: Env, log: Log): Directory {
  if (env.LDAP_URL) {
    warnOfWeakness(env, log)
    return createLdapDirectory(env, {
      onBreaker: state =>
        state === 'open'
          ? log.warn('directory: it does not answer; sign-ins are refused at once until it does')
          : log.info('directory: it answers again'),
    })
  }
  if (!env.LDIF_FILE && !env.demoDirectoryAllowed) {
    throw new Error(
      'No directory to sign users in against: set LDAP_URL and LDAP_BASE_DN (see .env.example), or LDIF_FILE. ' +
        'With NODE_ENV=production the packaged demo directory is refused, since everybody knows its passwords.',
    )
  }
  return createLdifDirectory({
    file: env.LDIF_FILE,
    onError: error =>
      log.error({ reason: error.message }, 'directory: the changed file is broken; the entries before it stay'),
  })
}

function warnOfWeakness(env: LdapEnv, log: Log) {
  const url = URL.parse(env.LDAP_URL ?? '')
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '')
  if (url?.protocol === 'ldap:' && !env.LDAP_STARTTLS && !isLocal) {
    log.warn('directory: LDAP_URL is ldap:// without LDAP_STARTTLS; passwords cross the network in the clear')
  }
  if (!env.LDAP_DECOY_DN) {
    log.warn('directory: without LDAP_DECOY_DN an unknown name may be answered faster than a wrong password')
  }
}
