import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, runOnce } from 'graphile-worker'
import pg from 'pg'
import type { Parts } from '#lib/parts.ts'
import { otherTasks, urgentTasks } from '../tasks.ts'

/** Runs every job that is due, and those they add that are, in this process. The queue is its owner's. */
export async function runDueJobs(parts: Parts, ownerUrl: string): Promise<void> {
  const queue = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  queue.on('error', () => {})
  queue.on('connect', client => client.on('error', () => {}))
  try {
    await runOnce({
      pgPool: queue,
      noHandleSignals: true,
      logger: new Logger(() => () => {}),
      taskList: { ...urgentTasks(parts), ...otherTasks(parts) },
    })
    // It gives its last jobs back without waiting for that.
    while (await isBusy(queue)) await sleep(5)
  } finally {
    await queue.end()
  }
}

async function isBusy(queue: pg.Pool): Promise<boolean> {
  const { rows } = await queue.query('SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL LIMIT 1')
  return rows.length > 0
}

/** Makes the jobs that wait for a later time due now. */
export async function hurryJobs(owner: pg.Pool): Promise<void> {
  await owner.query(
    'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL',
  )
}

export type QueuedJob = {
  task: string
  key: string | null
  payload: Record<string, string>
  attempts: number
  in_seconds: number
}

export async function queuedJobs(owner: pg.Pool): Promise<QueuedJob[]> {
  const { rows } = await owner.query<QueuedJob>(`
    SELECT t.identifier AS task, j.key, j.payload, j.attempts, extract(epoch FROM j.run_at - now())::float8 AS in_seconds
    FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE j.attempts < j.max_attempts ORDER BY j.id`)
  return rows
}
