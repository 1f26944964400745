import { describeError } from '#lib/describe-error.ts'
import { parseEnv } from '#lib/env.ts'
import { runWorker } from '#lib/jobs/run-worker.ts'
import { getParts } from '#lib/parts.ts'

/** The process that runs the jobs: deliveries, reports, housekeeping. */
async function work() {
  const env = parseEnv(process.env)
  const parts = await getParts(env)
  const ownerUrl = env.DATABASE_OWNER_URL ?? env.DATABASE_URL
  if (!ownerUrl) throw new Error('DATABASE_OWNER_URL must be set; `npm start` sets it.')
  const worker = await runWorker(parts, ownerUrl)
  process.send?.({ ready: true })

  let closing = false
  const close = async () => {
    closing = true
    await worker.stop()
    await parts.close()
    process.exit(0)
  }
  process.once('SIGTERM', close)
  process.once('SIGINT', close)
  worker.failed.catch(error => {
    if (closing) return
    parts.log.fatal(describeError(error), 'queue stopped; this process ends, to be started again')
    parts.log.flush(() => process.exit(1))
  })
}

try {
  await work()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
