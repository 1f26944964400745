import { type ChildProcess, spawn } from 'node:child_process'
import { ROOT } from '../house/root.ts'

export type Result = {
  name: string
  passed: number
  failed: number
  skipped: number
  seconds: number
}

const children = new Set<ChildProcess>()
let interrupted = false

/** Runs a program of the packages on this Node.js, its output on our terminal. Gives its exit code (1 for a signal). */
export function run(script: string, parameters: string[], env: Record<string, string> = {}): Promise<number> {
  if (interrupted) return Promise.resolve(1)
  const child = spawn(process.execPath, [script, ...parameters], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  children.add(child)
  return new Promise(resolve => {
    child.on('error', error => {
      console.error(error.message)
      resolve(1)
    })
    child.on('close', code => {
      children.delete(child)
      resolve(code ?? 1)
    })
  })
}

export type Outcome = Omit<Result, 'name' | 'seconds'> & { code: number }

/** Announces a suite, runs it and measures. */
export async function measure(name: string, work: () => Promise<Outcome>): Promise<Result> {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 90 - name.length))}`)
  const since = performance.now()
  const counts = judge(await work())
  return { name, ...counts, seconds: (performance.now() - since) / 1000 }
}

/** A suite that ends badly without a failed test, or passes none, counts as one failure. */
export function judge({ code, ...counts }: Outcome): Omit<Outcome, 'code'> {
  const isSound = code === 0 && counts.passed > 0
  return { ...counts, failed: counts.failed === 0 && !isSound ? 1 : counts.failed }
}

/** Passes an interruption on to what runs, and lets nothing new start. The terminal's own Ctrl-C reaches it without us. */
export function passSignalsOn(): { wasInterrupted(): boolean } {
  const stop = (graceMs: number) => {
    interrupted = true
    setTimeout(() => {
      for (const child of children) child.kill('SIGTERM')
    }, graceMs).unref()
  }
  process.on('SIGINT', () => stop(1_000))
  for (const event of ['SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => stop(0))
  return { wasInterrupted: () => interrupted }
}
