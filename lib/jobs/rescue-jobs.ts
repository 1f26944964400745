import type pg from 'pg'
import { PRESENCE_CLASS } from './presence.ts'

/**
 * Gives back the jobs of workers that died with them: the queue by itself would keep them locked for four hours. A worker
 * counts as dead when two looks in a row find nobody holding its presence lock, so that one that has just lost its
 * connection keeps what it is doing. `missing` are those of the look before; gives those of this one.
 */
export async function rescueJobs(
  queue: pg.Pool,
  missing: ReadonlySet<string>,
): Promise<{ missing: Set<string>; rescued: number }> {
  const { rows } = await queue.query<{ worker: string; jobs: number }>(MISSING, [PRESENCE_CLASS])
  const dead = rows.filter(({ worker }) => missing.has(worker))
  if (dead.length > 0) {
    await queue.query('SELECT graphile_worker.force_unlock_workers($1)', [dead.map(({ worker }) => worker)])
  }
  return {
    missing: new Set(rows.map(({ worker }) => worker)),
    rescued: dead.reduce((sum, { jobs }) => sum + jobs, 0),
  }
}

const MISSING = `
  SELECT locked_by AS worker, count(*)::int AS jobs FROM graphile_worker._private_jobs j
  WHERE locked_by IS NOT NULL AND NOT EXISTS (
    SELECT FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 AND l.classid = $1::oid
      AND l.objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
  GROUP BY locked_by`

/** Takes out what will never run again and nobody needs to look at any more; gives how many. */
export async function clearSpentJobs(queue: pg.Pool): Promise<number> {
  const { rowCount } = await queue.query(`
    DELETE FROM graphile_worker._private_jobs
    WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < now() - interval '7 days'`)
  return rowCount ?? 0
}
