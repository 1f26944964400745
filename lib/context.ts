import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import type { Role } from '#lib/agents/rules.ts'
import type { Taken } from '#lib/limits.ts'
import type { Log } from '#lib/log.ts'
import type { Parts } from '#lib/parts.ts'

/** On whose behalf something is done. */
export type Actor =
  | { kind: 'client_app'; id: string }
  | { kind: 'user'; id: string }
  | { kind: 'agent'; id: string; username: string; role: Role; agentSessionId: string }
  | { kind: 'system'; id: string }

/** Passed to everything that reads or writes; never ambient. */
export type Context = {
  actor: Actor
  /** The database, or the transaction this is done in. */
  db: Database
  correlationId: string
  ipAddress: string | null
  userAgent: string | null
  log: Log
  parts: Parts
  /** Limits taken from on the way, where there is an answer to carry them. */
  taken?: Taken[]
}

/** Runs `work` in one transaction. Name its argument `ctx` too, so that nothing is written outside by mistake. */
export const transact = <T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> =>
  ctx.db.transaction(tx => work({ ...ctx, db: tx }))

/** The context of what the house does by itself: a job, a command. `id` says which. */
export const systemContext = (parts: Parts, id: string): Context => ({
  actor: { kind: 'system', id },
  db: parts.db,
  correlationId: uuidv7(),
  ipAddress: null,
  userAgent: null,
  log: parts.log,
  parts,
})
