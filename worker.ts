import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { type Context, systemContext } from '#lib/context.ts'
import { parseEnv } from '#lib/env.ts'
import { HOUSEKEEPING } from '#lib/jobs/housekeeping.ts'
import { getParts, type Parts } from '#lib/parts.ts'

/**
 * Runs the jobs. The queue's own tables belong to the owner; what a job does to ours, it does as the application.
 * Any number of workers may run: the queue gives each job to one.
 */
async function work() {
  const env = parseEnv(process.env)
  const parts = await getParts(env)
  const queue = new pg.Pool({
    connectionString: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
    max: 4,
    application_name: 'gatewarden worker',
  })
  const lost = (error: Error) => parts.log.error({ err: error }, 'queue connection lost')
  queue.on('error', lost)
  queue.on('connect', client => client.on('error', lost))
  const jobs = Object.entries(HOUSEKEEPING)
  const taskList: TaskList = Object.fromEntries(jobs.map(([name, job]) => [name, () => runJob(parts, name, job.run)]))
  const runner = await run({
    pgPool: queue,
    concurrency: 2,
    noHandleSignals: true,
    taskList,
    parsedCronItems: parseCronItems(
      jobs.map(([task, job]) => ({ task, match: job.cron, options: { backfillPeriod: 0 } })),
    ),
    logger: new Logger(() => (level, message) => level === 'error' && parts.log.error({ source: 'queue' }, message)),
  })
  // Whatever was missed while nothing ran, now; the key keeps several workers from doing it several times.
  for (const [name] of jobs) await runner.addJob(name, {}, { jobKey: `start:${name}` })
  process.send?.({ ready: true })

  const close = async () => {
    await runner.stop()
    await Promise.all([queue.end(), parts.close()])
    process.exit(0)
  }
  process.once('SIGTERM', close)
  process.once('SIGINT', close)
}

async function runJob(parts: Parts, name: string, job: (ctx: Context) => Promise<Record<string, unknown>>) {
  const started = performance.now()
  const result = await job(systemContext(parts, `worker:${name}`))
  parts.log.info({ job: name, ...result, ms: Math.round(performance.now() - started) }, 'job done')
}

try {
  await work()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
