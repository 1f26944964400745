import { spawn } from 'node:child_process'
import { existsSync, lchownSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { RunAs } from './run-as.ts'

export type Means = { binaries: Binaries; runAs: RunAs; throwAway: boolean }

/** PostgreSQL reads the machine's locale and PG… variables; ours is told everything by its command line. */
export const CLEAN_ENVIRONMENT = {
  PATH: process.env.PATH ?? '/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
} as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv

/**
 * Makes the database files in `cluster` unless they are there. They are made beside it and then renamed: an interrupted
 * first start leaves nothing that looks finished. Throws a readable error for files we cannot use.
 */
export async function initialise(cluster: string, password: string, means: Means): Promise<void> {
  if (existsSync(cluster) && readdirSync(cluster).length > 0) return requireUsable(cluster, means)
  const draft = `${cluster}.new`
  const passwordFile = `${cluster}.password`
  for (const leftover of [draft, cluster]) rmSync(leftover, { recursive: true, force: true })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    await run([...means.runAs.prefix, means.binaries.initdb, ...initdbOptions(draft, passwordFile, means)])
    renameSync(draft, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function requireUsable(cluster: string, { binaries, runAs }: Means) {
  const versionFile = join(cluster, 'PG_VERSION')
  if (!existsSync(versionFile)) throw new Error(`${cluster} does not hold a PostgreSQL database; nothing was changed.`)
  const version = readFileSync(versionFile, 'utf8').trim()
  if (version !== String(binaries.major)) {
    throw new Error(
      `${cluster} was made by PostgreSQL ${version}; this version of Gatewarden brings ${binaries.major}.\n` +
        '  Carry the data over with pg_dump and psql, or start on a new directory: DATA_DIR=<directory> npm start',
    )
  }
  const { uid } = statSync(cluster)
  if (runAs.owner && uid !== runAs.owner.uid) giveTo(cluster, runAs.owner)
  if (!runAs.owner && uid !== process.getuid?.()) {
    throw new Error(
      `${cluster} belongs to another user (uid ${uid}). Start as that user, or: sudo chown -R "$USER" ${join(cluster, '..')}`,
    )
  }
}

function giveTo(path: string, owner: { uid: number; gid: number }) {
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(path, name), owner.uid, owner.gid)
  lchownSync(path, owner.uid, owner.gid)
}

// The built-in provider sorts and folds the same on every machine, whatever its C library or ICU (PostgreSQL 17+).
const initdbOptions = (draft: string, passwordFile: string, { binaries, throwAway }: Means) => [
  `--pgdata=${draft}`,
  '--username=postgres',
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  ...(binaries.major >= 17
    ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions']
    : ['--locale=C.UTF-8']),
  ...(throwAway ? ['--no-sync'] : []),
]

function run([command = '', ...args]: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: '/', env: CLEAN_ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) return resolve()
      reject(new Error(`The database could not be made (initdb ended with ${code ?? signal}):\n${complaint.trim()}`))
    })
  })
}
