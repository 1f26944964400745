import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './embedded/binaries.ts'
import {
  type Credentials,
  connectionUrls,
  findCredentials,
  newCredentials,
  saveCredentials,
  wayOut,
} from './embedded/credentials.ts'
import { lockDataDir } from './embedded/data-lock.ts'
import { findFreePort } from './embedded/free-port.ts'
import { initialise, type Means } from './embedded/initialise.ts'
import { plainError } from './embedded/plain-error.ts'
import { type Postmaster, StartRefused, startPostmaster, stopOrphan } from './embedded/postmaster.ts'
import { prepareDatabase } from './embedded/roles.ts'
import { chooseRunAs } from './embedded/run-as.ts'

export { grantApp } from './embedded/roles.ts'

export type EmbeddedOptions = {
  /** Holds `postgres/`, `database.json` and `gatewarden.pid`; made when missing. */
  dataDir: string
  /** Every line PostgreSQL writes. */
  onLog?: (line: string) => void
  /** For tests: nothing is flushed to disk, and `stop` deletes `dataDir`. */
  throwAway?: boolean
  /** PostgreSQL's programs, where they are not those of the npm package. */
  binDir?: string
}

export type Embedded = {
  port: number
  /** Superuser `postgres` in database `postgres`. */
  superuserUrl: string
  ownerUrl: string
  appUrl: string
  pid: number
  /** Settles when the server has ended, whoever ended it. */
  exited: Promise<void>
  stop(): Promise<void>
}

const SURVIVORS_MS = 10_000

/**
 * A real PostgreSQL on 127.0.0.1 with its files under `dataDir`, its roles and the empty database `gatewarden`. Survives
 * crashes of itself and of us. Throws readable errors: directory in use, other version, disk, rights.
 */
export async function startEmbedded({
  dataDir,
  onLog = () => {},
  throwAway = false,
  binDir,
}: EmbeddedOptions): Promise<Embedded> {
  const directory = resolve(dataDir)
  const lock = lockDataDir(directory)
  const letGo = () => {
    lock.release()
    if (throwAway) rmSync(directory, { recursive: true, force: true })
  }
  try {
    const binaries = findBinaries(binDir)
    const means = { binaries, runAs: chooseRunAs(binaries, directory), throwAway }
    const cluster = join(directory, 'postgres')
    const known = loadCredentials(directory, cluster)
    await initialise(cluster, known.superuser, means)
    await stopOrphan(cluster)
    const { credentials, postmaster } = await startOnFreePort(directory, known, { ...means, onLog })
    const stop = () => postmaster.stop().finally(letGo)
    const urls = connectionUrls(credentials)
    await prepareDatabase(urls.superuserUrl, credentials).catch(error => stop().then(() => Promise.reject(error)))
    return { ...urls, port: credentials.port, pid: postmaster.pid, exited: postmaster.exited, stop }
  } catch (error) {
    letGo()
    throw plainError(error, directory)
  }
}

// Saved before the cluster is made: a cluster whose passwords nobody knows cannot be used.
function loadCredentials(directory: string, cluster: string): Credentials {
  const found = findCredentials(directory)
  if (found) return found
  if (existsSync(cluster)) {
    throw new Error(
      `${join(directory, 'database.json')} is missing. It holds the passwords of the embedded database: ${wayOut(directory)}`,
    )
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const made = newCredentials()
  saveCredentials(directory, made)
  return made
}

// The port of the last start, or the next one that is free; clients that read it find it in database.json.
async function startOnFreePort(
  directory: string,
  known: Credentials,
  means: Means & { onLog: (line: string) => void },
): Promise<{ credentials: Credentials; postmaster: Postmaster }> {
  const deadline = Date.now() + SURVIVORS_MS
  for (let first = known.port; ; ) {
    const port = await findFreePort(first)
    const credentials = { ...known, port }
    try {
      const postmaster = await startPostmaster(join(directory, 'postgres'), { ...means, port })
      saveCredentials(directory, credentials)
      return { credentials, postmaster }
    } catch (error) {
      if (!(error instanceof StartRefused)) throw error
      if (error.lines.includes('Address already in use')) first = port + 1
      // Backends of a server that was killed outright end by themselves, within moments.
      else if (error.lines.includes('shared memory block') && Date.now() < deadline) await sleep(200)
      else throw error
    }
  }
}
