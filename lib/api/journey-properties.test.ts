import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { STEPS, type StepType } from '#lib/login/steps.ts'
import { type JourneyApi, startJourneyApi } from './testing/journey-api.ts'
import { holds } from './testing/journey-rows.ts'
import { anyCall, makeCall, openWorld } from './testing/walk.ts'

// Whatever is called in whatever order, alone or at once: no journey gets where the state table does not lead.

let api: JourneyApi
beforeAll(async () => {
  api = await startJourneyApi({ MFA_FAILURES_TO_LOCK: '2', PASSWORD_FAILURES_TO_LOCK: '3' })
})
afterAll(() => api.close())

/** Where the table leads from a step, by any of its actions. */
const leadsTo = (type: StepType): readonly string[] => Object.values(STEPS[type].allows).flat()

type Row = {
  type: StepType
  status: string
  result: string | null
  next: StepType | null
  outcome: string | null
  id: string
}

async function expectTable() {
  const rows = await api.rows<Row>(
    `SELECT t.transaction_id AS id, t.transaction_type AS type, t.transaction_status AS status,
            t.verification_result AS result, n.transaction_type AS next, c.auth_outcome AS outcome
     FROM auth_transactions t JOIN auth_contexts c USING (context_id)
     LEFT JOIN auth_transactions n ON n.parent_transaction_id = t.transaction_id`,
  )
  expect(rows.filter(row => !isInTable(row))).toEqual([])
  const [forks] = await api.rows(`SELECT count(*)::int AS n FROM (SELECT FROM auth_transactions
    WHERE parent_transaction_id IS NOT NULL GROUP BY parent_transaction_id HAVING count(*) > 1) twice`)
  expect(forks.n).toBe(0)
}

function isInTable({ type, status, result, next, outcome }: Row): boolean {
  if (next)
    return status === 'CONSUMED' && leadsTo(type).includes(next) && (result === 'INCORRECT') === opensAgain(type, next)
  switch (status) {
    case 'PENDING':
      return outcome === null || outcome === 'EXPIRED'
    case 'EXPIRED':
      return outcome === null || outcome === 'EXPIRED'
    case 'REJECTED':
      return outcome === 'FAILED' && leadsTo(type).includes('FAILED')
    default:
      // The last step of a journey that is over: passed, or the one failure too many.
      return outcome === (result === 'INCORRECT' ? 'FAILED' : 'SUCCESS') && leadsTo(type).includes(outcome ?? '')
  }
}

const opensAgain = (type: StepType, next: StepType) => type === 'MFA_VERIFY' && next === 'MFA_INITIATE'

test('journeys walked at random', async () => {
  const met = new Map<string, number>()
  const walks = fc.array(fc.array(anyCall, { minLength: 1, maxLength: 3 }), { minLength: 15, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(walks, async walk => {
      const world = await openWorld(api)
      for (const atOnce of walk) {
        for (const answer of await Promise.all(atOnce.map(call => makeCall(world, call)))) {
          if (!answer) continue
          expect(answer.status).toBeLessThan(500)
          const code = answer.body.error_code ?? answer.body.response_type_code
          met.set(code, (met.get(code) ?? 0) + 1)
        }
      }
      await holds(api)
      await expectTable()
    }),
    { seed: Number(process.env.WALK_SEED ?? 20_261_121), numRuns: Number(process.env.WALKS ?? 40), endOnFailure: true },
  )
  // A walk that gets nowhere would show nothing.
  for (const code of [
    'SUCCESS',
    'MFA_REQUIRED',
    'ESIGN_REQUIRED',
    'DEVICE_BIND_REQUIRED',
    'MFA_PENDING',
    'CIAM_E01_03_002',
    'CIAM_E01_03_003',
    'CIAM_E01_01_017',
    'CIAM_E01_01_005',
  ]) {
    expect([code, met.get(code) ?? 0]).toEqual([code, expect.toSatisfy((n: number) => n >= 3)])
  }
}, 120_000)
