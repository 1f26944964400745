import type { Task, TaskList } from 'graphile-worker'
import { type Context, systemContext } from '#lib/context.ts'
import { deliverChallenge } from '#lib/delivery/deliver-challenge.ts'
import { describeError } from '#lib/describe-error.ts'
import type { Parts } from '#lib/parts.ts'
import { reportOutcome } from '#lib/risk/report-outcome.ts'
import { HOUSEKEEPING } from './housekeeping.ts'

type Job = (ctx: Context, payload: unknown) => Promise<Record<string, unknown>>

/** What a user waits for, kept apart from everything else: neither a big cleanup nor a queue of reports delays a code. */
export const urgentTasks = (parts: Parts): TaskList => ({
  deliver_challenge: task(parts, 'deliver_challenge', deliverChallenge),
})

export const otherTasks = (parts: Parts): TaskList => ({
  report_outcome: task(parts, 'report_outcome', reportOutcome),
  ...Object.fromEntries(
    Object.entries(HOUSEKEEPING).map(([name, job]) => [name, task(parts, name, ctx => job.run(ctx))]),
  ),
})

/** A job as the queue runs it. What it throws has the queue run it again, and says there no more than its name. */
function task(parts: Parts, name: string, job: Job): Task {
  return async (payload, { job: { attempts, max_attempts: maxAttempts } }) => {
    const started = performance.now()
    const run = { job: name, attempt: attempts }
    try {
      const result = await job(systemContext(parts, `worker:${name}`), payload)
      parts.log.info({ ...run, ...result, ms: Math.round(performance.now() - started) }, 'job done')
    } catch (error) {
      const isLast = attempts >= maxAttempts
      parts.log.error(
        { ...run, ...describeError(error) },
        isLast ? 'job failed for good' : 'job failed, it is run again',
      )
      throw new Error(`${name} failed`)
    }
  }
}
