import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { complain } from './progress.ts'
import { ROOT } from './root.ts'
import type { Stop } from './stop-signals.ts'

const CLOSE_MS = 15_000
const LONGEST_PAUSE_MS = 30_000
const FOLLOW_LAUNCHER = pathToFileURL(join(ROOT, 'scripts', 'house', 'follow-launcher.ts')).href

export type Program = {
  /** The port it listens on; rejects when it ends before that. */
  ready: Promise<number>
  /** How it ended, in words. */
  ended: Promise<string>
  stop(): Promise<void>
}

/** Runs a TypeScript file of the house as a process of its own, in a process group that no Ctrl-C reaches but through us. */
export function startProgram(file: string, env: NodeJS.ProcessEnv, stop: Stop): Program {
  const child = spawn(process.execPath, ['--import', FOLLOW_LAUNCHER, join(ROOT, file)], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<string>(resolve => {
    child.on('error', error => resolve(error.message))
    child.on('exit', (code, signal) => resolve(signal ? `by ${signal}` : `with code ${code}`))
  })
  const listening = new Promise<number>(resolve => {
    child.on('message', (message: { ready?: boolean; port?: number }) => {
      if (message?.ready && message.port) resolve(message.port)
    })
  })
  const ready = Promise.race([
    listening,
    ended.then(how => Promise.reject(new Error(`${file} did not start: it ended ${how}.`))),
  ])
  ready.catch(() => {})
  stop.hurried.addEventListener('abort', () => child.kill('SIGKILL'))
  return { ready, ended, stop: () => close(child, file, ended) }
}

/** Keeps a program running: starts it again when it ends, after a pause that doubles while it keeps ending at once. */
export function keepRunning(file: string, env: NodeJS.ProcessEnv, stop: Stop): { stop(): Promise<void> } {
  let program = startProgram(file, env, stop)
  const closing = new AbortController()
  const supervise = async () => {
    for (let pauseMs = 1_000; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const since = Date.now()
      const how = await program.ended
      if (closing.signal.aborted) return
      if (Date.now() - since > 60_000) pauseMs = 1_000
      complain(`${file} ended ${how}; starting it again in ${pauseMs / 1000} s.`)
      await sleep(pauseMs, undefined, { signal: closing.signal })
      program = startProgram(file, env, stop)
    }
  }
  supervise().catch(() => {})
  const close = () => {
    closing.abort()
    return program.stop()
  }
  return { stop: close }
}

async function close(child: ReturnType<typeof spawn>, file: string, ended: Promise<string>) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const late = await Promise.race([ended, sleep(CLOSE_MS, null, { ref: false })])
  if (late !== null) return
  complain(`${file} has not closed within ${CLOSE_MS / 1000} s and is ended.`)
  child.kill('SIGKILL')
  await ended
}
