import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { plainError } from './plain-error.ts'
import { processIdentity } from './process-identity.ts'

type Holder = { pid: number; identity: string; since: string; port?: number }

export type DataLock = {
  /** The last holder ended without letting go: what it started may still be ending. */
  afterCrash: boolean
  release(): void
}

/**
 * Makes this process the only one at work in `dataDir` (`gatewarden.pid`, mode 600). Asking again in the same process
 * is allowed. Throws a readable error that names the holder; a lock whose process is gone is taken over.
 */
export function lockDataDir(dataDir: string, details: { port?: number } = {}): DataLock {
  const file = join(resolve(dataDir), 'gatewarden.pid')
  const identity = processIdentity(process.pid) ?? ''
  const mine: Holder = { pid: process.pid, identity, since: new Date().toISOString(), ...details }
  try {
    mkdirSync(resolve(dataDir), { recursive: true, mode: 0o700 })
    for (let afterCrash = false; ; afterCrash = true) {
      if (takeLock(file, mine)) return { afterCrash, release: () => rmSync(file, { force: true }) }
      const holder = readHolder(file)
      if (holder?.pid === mine.pid && holder.identity === identity) return { afterCrash: false, release: () => {} }
      if (holder && processIdentity(holder.pid) === holder.identity) throw refusal(dataDir, holder)
      dropStale(file, holder)
    }
  } catch (error) {
    throw plainError(error, dataDir)
  }
}

/** The process that works in `dataDir`, or null. */
export function findHolder(dataDir: string): Holder | null {
  const holder = readHolder(join(resolve(dataDir), 'gatewarden.pid'))
  return holder && processIdentity(holder.pid) === holder.identity ? holder : null
}

// A hard link appears with its content and fails when the name is taken: nobody ever reads half a lock.
function takeLock(file: string, holder: Holder) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

// Two starts may find the same stale lock: the one that moved away a fresh lock by mistake puts it back.
function dropStale(file: string, stale: Holder | null) {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
    const moved = readHolder(aside)
    if (moved && (moved.pid !== stale?.pid || moved.identity !== stale.identity)) linkSync(aside, file)
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

const refusal = (dataDir: string, holder: Holder) =>
  new Error(
    `Gatewarden is already running on ${resolve(dataDir)}: process ${holder.pid}, started ${holder.since}` +
      `${holder.port ? `, port ${holder.port}` : ''}.\n` +
      `  Stop it with Ctrl-C in its terminal or with: kill ${holder.pid}\n` +
      '  Or run a second one beside it:            DATA_DIR=.data2 PORT=3001 npm start',
  )
