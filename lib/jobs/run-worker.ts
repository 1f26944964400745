import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, parseCronItems, type Runner, type RunnerOptions, run } from 'graphile-worker'
import pg from 'pg'
import { describeError } from '#lib/describe-error.ts'
import type { Parts } from '#lib/parts.ts'
import { HOUSEKEEPING } from './housekeeping.ts'
import { openPresence, type Presence } from './presence.ts'
import { clearSpentJobs, rescueJobs } from './rescue-jobs.ts'
import { otherTasks, urgentTasks } from './tasks.ts'

const RESCUE_EVERY_MS = 3_000
// A new job is announced; this finds those that come due, and those whose announcement was lost with its connection.
const POLL_EVERY_MS = 2_000
const CLEAR_EVERY_MS = 3_600_000

export type Worker = {
  /** Rejects when the queue has stopped by itself: the process is better started again. */
  failed: Promise<never>
  stop(): Promise<void>
}

/**
 * Runs the jobs until it is stopped. The queue's own tables belong to the owner; what a job does to ours, it does as the
 * application. Any number of workers may run: the queue gives each job to one, and each looks after the others' jobs.
 */
export async function runWorker(
  parts: Parts,
  ownerUrl: string,
  { rescueEveryMs = RESCUE_EVERY_MS, pollEveryMs = POLL_EVERY_MS } = {},
): Promise<Worker> {
  const queue = openQueue(parts, ownerUrl)
  const presence = openPresence(ownerUrl, parts.log)
  const common = {
    pgPool: queue,
    noHandleSignals: true,
    pollInterval: pollEveryMs,
    ...quietly(parts),
    preset: { plugins: [announcing(presence)] },
  }
  const runners = [
    await run({ ...common, concurrency: 8, taskList: urgentTasks(parts) }),
    await run({ ...common, concurrency: 2, taskList: otherTasks(parts), parsedCronItems: cronItems() }),
  ]
  // Whatever was missed while nothing ran, now; the key keeps several workers from doing it several times.
  for (const name of Object.keys(HOUSEKEEPING)) await runners[1]?.addJob(name, {}, { jobKey: `start:${name}` })
  const care = takeCare(parts, queue, rescueEveryMs)
  return {
    failed: failureOf(runners),
    async stop() {
      await care.stop()
      // One that has stopped by itself rejects.
      await Promise.allSettled(runners.map(runner => runner.stop()))
      // Only now: what was still being done was done by a worker that is there.
      await presence.close()
      await queue.end()
    },
  }
}

function openQueue({ log }: Parts, ownerUrl: string): pg.Pool {
  const queue = new pg.Pool({ connectionString: ownerUrl, max: 6, application_name: 'gatewarden worker' })
  const lost = (error: Error) => log.error(describeError(error), 'queue connection lost')
  queue.on('error', lost)
  queue.on('connect', client => client.on('error', lost))
  return queue
}

// Of a job that failed the task itself has said more.
const quietly = ({ log }: Parts): Pick<RunnerOptions, 'logger'> => ({
  logger: new Logger(() => (level, message, meta) => {
    if (level === 'error' && !meta?.failure) log.error({ source: 'queue' }, message)
  }),
})

/** No job is taken before the others can see who took it. */
const announcing = (presence: Presence): GraphileConfig.Plugin => ({
  name: 'gatewarden presence',
  version: '1.0.0',
  worker: { hooks: { startWorker: (_ctx, { worker }) => presence.announce(worker.workerPool.id) } },
})

const cronItems = () =>
  parseCronItems(
    Object.entries(HOUSEKEEPING).map(([task, job]) => ({ task, match: job.cron, options: { backfillPeriod: 0 } })),
  )

/** Looks after the queue itself: the jobs of workers that died, and those that are beyond use. */
function takeCare({ log }: Parts, queue: pg.Pool, everyMs: number) {
  const closing = new AbortController()
  const look = async () => {
    let missing: ReadonlySet<string> = new Set()
    for (let clearAt = performance.now(); !closing.signal.aborted; await sleep(everyMs, undefined, closing)) {
      try {
        const found = await rescueJobs(queue, missing)
        missing = found.missing
        if (found.rescued > 0) log.warn({ jobs: found.rescued }, 'queue: jobs of a worker that died are run again')
        if (performance.now() < clearAt) continue
        const cleared = await clearSpentJobs(queue)
        if (cleared > 0) log.info({ jobs: cleared }, 'queue: spent jobs cleared')
        clearAt = performance.now() + CLEAR_EVERY_MS
      } catch (error) {
        log.error(describeError(error), 'queue: not looked after this time')
      }
    }
  }
  const looking = look().catch(() => {})
  return {
    stop() {
      closing.abort()
      return looking
    },
  }
}

/** The queue's workers end themselves when they cannot give a job back; the pool they leave then runs nothing. */
function failureOf(runners: Runner[]): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    for (const runner of runners) {
      runner.events.on('worker:fatalError', ({ error }) => reject(error))
      runner.events.on('pool:fatalError', ({ error }) => reject(error))
      runner.promise.then(() => reject(new Error('the queue stopped')), reject)
    }
  })
  failed.catch(() => {})
  return failed
}
