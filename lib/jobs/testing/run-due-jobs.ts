import { Logger, runOnce } from 'graphile-worker'
import type pg from 'pg'
import type { Parts } from '#lib/parts.ts'
import { otherTasks, urgentTasks } from '../tasks.ts'

/** Runs every job that is due, and those they add that are, in this process. `owner` is the pool of the queue's owner. */
export async function runDueJobs(parts: Parts, owner: pg.Pool): Promise<void> {
  await runOnce({
    pgPool: owner,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    taskList: { ...urgentTasks(parts), ...otherTasks(parts) },
  })
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
