import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './find-chromium.ts'

export type Tool = {
  name: string
  /** What is not tested without it. */
  purpose: string
  isThere(): boolean
  /** Debian packages, in order of preference: each entry is a set that brings the tool. */
  packages: string[][]
}

const DEBIAN_POSTGRES = '/usr/lib/postgresql'
const OLDER_VERSIONS = ['15', '16', '14', '17']

/** What the tests use beyond the npm packages. */
export const TOOLS = {
  slapd: {
    name: 'slapd',
    purpose: 'the LDAP directory',
    isThere: () => ['/usr/sbin/slapd', '/usr/lib/ldap/argon2.so', '/usr/bin/openssl'].every(path => existsSync(path)),
    packages: [
      ['slapd', 'openssl'],
      ['slapd', 'slapd-contrib', 'openssl'],
    ],
  },
  olderPostgres: {
    name: 'an older PostgreSQL',
    purpose: 'the migrations on a PostgreSQL before the embedded one, and a standby that is promoted',
    isThere: () => findOlderPostgres() !== null,
    packages: OLDER_VERSIONS.map(version => [`postgresql-${version}`]),
  },
  chromium: {
    name: 'Chromium',
    purpose: 'the console and the demo bank in a browser',
    isThere: () => findChromium() !== null,
    packages: [['chromium'], ['chromium-browser']],
  },
} satisfies Record<string, Tool>

/** Debian's programs of a PostgreSQL older than the embedded one, the preferred version first. */
export function findOlderPostgres(): { version: string; binDir: string } | null {
  const installed = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : []
  const version = OLDER_VERSIONS.find(
    candidate => installed.includes(candidate) && existsSync(join(DEBIAN_POSTGRES, candidate, 'bin', 'initdb')),
  )
  return version ? { version, binDir: join(DEBIAN_POSTGRES, version, 'bin') } : null
}

/** Installs what is missing, where this user may. Gives the tools that are still missing, each with the reason. */
export function installMissing(): { tool: Tool; reason: string }[] {
  const missing = Object.values(TOOLS).filter(tool => !tool.isThere())
  if (missing.length === 0) return []
  const asRoot = findWayToRoot()
  if (!asRoot) return missing.map(tool => ({ tool, reason: 'it takes apt-get and root (or sudo without a password)' }))
  return missing.flatMap(tool => {
    console.log(`Installing ${tool.name} …`)
    const reason = installFirst(tool, asRoot)
    return tool.isThere() ? [] : [{ tool, reason }]
  })
}

function findWayToRoot() {
  if (!existsSync('/usr/bin/apt-get')) return null
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null
}

function installFirst(tool: Tool, asRoot: string[]) {
  let reason = ''
  for (const refresh of [false, true]) {
    if (refresh && !refreshOnce(asRoot)) break
    for (const packages of tool.packages) {
      const { status, stdout, stderr } = runShell(asRoot, INSTALL, packages)
      if (status === 0 && tool.isThere()) return ''
      reason = `${stdout}\n${stderr}`.trim().split('\n').slice(-5).join('\n')
    }
  }
  return reason
}

let isFresh = false
function refreshOnce(asRoot: string[]) {
  if (isFresh) return false
  isFresh = true
  return runShell(asRoot, 'apt-get update -qq', []).status === 0
}

const runShell = (asRoot: string[], script: string, parameters: string[]) => {
  const [command = '', ...rest] = [...asRoot, 'sh', '-c', script, 'sh', ...parameters]
  return spawnSync(command, rest, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}

// The packages start their daemons when installed and at every boot. policy-rc.d (Debian policy 9.3.3.2) forbids the
// first; the rest puts away what this installation brought, and nothing that was there before.
const INSTALL = `
  policy=/usr/sbin/policy-rc.d
  had_slapd=$(command -v slapd); had_clusters=$(ls -d /etc/postgresql/*/main 2>/dev/null)
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\\nexit 101\\n' > $policy && chmod 755 $policy
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "$@" </dev/null || exit 1
  [ -n "$had_slapd" ] || ! command -v slapd >/dev/null || update-rc.d slapd disable >/dev/null 2>&1 || true
  for cluster in /etc/postgresql/*/main; do
    [ -d "$cluster" ] || continue
    case "$had_clusters" in *"$cluster"*) continue ;; esac
    version=\${cluster#/etc/postgresql/}; pg_dropcluster "\${version%/main}" main || true
  done
`
