import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { statement } from '#db/statement.ts'
import type { Context } from '#lib/context.ts'
import { openOutcome } from './queue-outcome.ts'
import type { ActionOutcome } from './transmit.ts'

const OutcomeJobSchema = z.object({ context_id: z.uuid(), sealed: z.string() })

export type Reported = {
  outcome: ActionOutcome['result'] | 'NOT_ASKED_FOR' | 'NO_CONTEXT' | 'UNREADABLE' | 'NOT_OVER'
  taken?: boolean
}

/**
 * The job `report_outcome`: tells the risk service how the journey ended that it judged, and by which method, so that it
 * learns. Throws `dependency_unavailable` when it should be run again.
 */
export async function reportOutcome(ctx: Context, input: unknown): Promise<Reported> {
  const job = OutcomeJobSchema.parse(input)
  const { risk, secretKey } = ctx.parts
  if (!risk.reportOutcome) return { outcome: 'NOT_ASKED_FOR' }
  const [ending] = await findEnding(ctx.db, { context_id: job.context_id })
  if (!ending) return { outcome: 'NO_CONTEXT' }
  const actionToken = await openOutcome(secretKey, job).catch(() => null)
  if (!actionToken) return { outcome: 'UNREADABLE' }
  if (!ending.over) {
    await lookAgain(ctx.db, { context_id: job.context_id, payload: JSON.stringify(job) })
    return { outcome: 'NOT_OVER' }
  }
  const outcome = outcomeOf(ending)
  return { outcome: outcome.result, taken: await risk.reportOutcome(actionToken, outcome) }
}

type Ending = { cupid: string; auth_outcome: string | null; method: keyof typeof CHALLENGES | null; over: boolean }

const RESULTS: Record<string, ActionOutcome['result']> = { SUCCESS: 'success', FAILED: 'failure' }
const CHALLENGES = { sms: 'sms_otp', voice: 'voice_otp', push: 'push_otp' } as const

function outcomeOf({ cupid, auth_outcome, method }: Ending): ActionOutcome {
  // A journey its user walked away from is neither: EXPIRED, or not yet cleaned up.
  const result = RESULTS[auth_outcome ?? ''] ?? 'incomplete'
  if (method) return { result, userId: cupid, challengeType: CHALLENGES[method] }
  // Without a second factor the password was the challenge. Of a denial, or a journey left at once, there was none.
  return { result, userId: cupid, ...(result === 'success' && { challengeType: 'password' as const }) }
}

// The factor that was proved; else the one that was tried last.
const findEnding = statement<Ending>(
  'outcome_ending',
  value => sql`
  SELECT c.cupid, c.auth_outcome, c.auth_outcome IS NOT NULL OR c.expires_at <= now() AS over,
         (SELECT t.mfa_method FROM auth_transactions t
          WHERE t.context_id = c.context_id AND t.transaction_type IN ('MFA_VERIFY', 'MFA_PUSH_VERIFY')
          ORDER BY (t.transaction_status = 'CONSUMED' AND t.verification_result = 'CORRECT') IS TRUE DESC,
                   t.sequence_number DESC
          LIMIT 1) AS method
  FROM auth_contexts c WHERE c.context_id = ${value('context_id')}::uuid`,
)

const lookAgain = statement(
  'outcome_again',
  value => sql`
  SELECT enqueue_job('report_outcome', ${value('payload')}::jsonb, 'outcome:' || context_id, expires_at + interval '10 s')
  FROM auth_contexts WHERE context_id = ${value('context_id')}::uuid`,
)
