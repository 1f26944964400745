import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'

export type RunAs = {
  /** What stands before the binary and its arguments. */
  prefix: string[]
  /** Who must own the data directory; null: whoever we are. */
  owner: { uid: number; gid: number } | null
}

/**
 * How to run PostgreSQL from this account. It refuses to run as root, so root lends it another face: a user namespace
 * in which our own files belong to nobody, or else the real nobody with the right to pass private directories. A
 * container's user without a name needs the namespace too. Throws a readable error when root finds no way.
 */
export function chooseRunAs(binaries: Binaries, dataDir: string): RunAs {
  const root = process.getuid?.() === 0
  if (!root && isNamed()) return withParentDeath(PLAIN)
  const candidates = root ? [inUserNamespace({ uid: 0, gid: 0 }), asNobody()] : [inUserNamespace(null), PLAIN]
  const choice = candidates.find(candidate => works(candidate, binaries, dataDir))
  if (choice) return withParentDeath(choice)
  throw new Error(
    'PostgreSQL does not run as root, and neither "unshare --user" nor "setpriv" (package util-linux) works here.\n' +
      '  Start Gatewarden as an ordinary user, or point DATABASE_URL at a PostgreSQL of your own.',
  )
}

const PLAIN: RunAs = { prefix: [], owner: null }
const NOBODY = 65534

function isNamed() {
  try {
    return Boolean(userInfo().username)
  } catch {
    return false
  }
}

const inUserNamespace = (owner: RunAs['owner']): RunAs => ({
  prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'],
  owner,
})

// The secure bit keeps access(2), which asks on behalf of the real user, from forgetting the right.
function asNobody(): RunAs {
  const account = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--securebits=+no_setuid_fixup']
  return {
    prefix: ['setpriv', ...account, '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--'],
    owner: { uid: NOBODY, gid: NOBODY },
  }
}

// Shown by doing: initdb finds its neighbours, and a file can be made in a private directory of the owner's.
function works({ prefix, owner }: RunAs, { initdb }: Binaries, dataDir: string) {
  const scratch = mkdtempSync(join(dataDir, 'probe-'))
  try {
    if (owner) chownSync(scratch, owner.uid, owner.gid)
    const [command = '', ...args] = [
      ...prefix,
      'sh',
      '-c',
      '"$1" --show -D "$2/data" && : > "$2/file"',
      'sh',
      initdb,
      scratch,
    ]
    return spawnSync(command, args, { stdio: 'ignore', cwd: '/' }).status === 0
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

// Linux can tell PostgreSQL to shut down when we are killed outright. Elsewhere the next start does it.
function withParentDeath(runAs: RunAs): RunAs {
  const follow = ['setpriv', '--pdeathsig', 'INT', '--']
  const known = process.platform === 'linux' && spawnSync('setpriv', [...follow.slice(1), 'true']).status === 0
  return known ? { ...runAs, prefix: [...runAs.prefix, ...follow] } : runAs
}
