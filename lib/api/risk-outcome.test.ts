import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hurryJobs, queuedJobs, runDueJobs } from '#lib/jobs/testing/run-due-jobs.ts'
import { json, RECOMMENDATION, startTransmitServer } from '#lib/risk/testing/transmit-server.ts'
import { challenge, sentCode, stepOf, verify } from './testing/journeys.ts'
import { bearer, startTestApi, type TestApi } from './testing/test-api.ts'

// What the risk service is told of the sign-ins it judged, once they are over.

let transmit: Awaited<ReturnType<typeof startTransmitServer>>
let api: TestApi
beforeAll(async () => {
  transmit = await startTransmitServer()
  api = await startTestApi({
    TRANSMIT_BASE_URL: transmit.baseUrl,
    TRANSMIT_CLIENT_ID: 'client-1',
    TRANSMIT_CLIENT_SECRET: 'client-secret',
    TRANSMIT_TIMEOUT_MS: '5000',
  })
})
afterAll(async () => {
  await api.close()
  await transmit.stop()
})
beforeEach(async () => {
  transmit.received.length = 0
  await api.rows('DELETE FROM graphile_worker._private_jobs')
})

const recommend = (type: string) => {
  // It knows no device, so that none is offered to be remembered.
  const { device_id: _, device_fingerprint: __, ...context } = RECOMMENDATION.context
  transmit.scripts.recommendation = () => json({ ...RECOMMENDATION, context, recommendation: { type } })
}
let tokens = 0
const login = () =>
  api.post('/auth/login', { username: 'mfauser', password: 'password', drs_action_token: `outcome-${++tokens}` })
const reports = async () => (await queuedJobs(api.database.owner)).filter(job => job.task === 'report_outcome')
async function told() {
  await runDueJobs(api.parts, api.database.ownerUrl)
  return transmit.received.filter(one => one.path.endsWith('/result')).map(one => JSON.parse(one.body))
}

test('a journey that takes its time is reported when it ends, with what was proved', async () => {
  recommend('CHALLENGE')
  const begun = await login()
  expect(await reports()).toMatchObject([{ key: `outcome:${begun.body.context_id}` }])
  // Not before the journey can be over: the user may still be looking for the phone.
  expect((await reports())[0]?.in_seconds).toBeGreaterThan(600)
  const sent = await challenge(api, stepOf(begun))
  const code = await sentCode(api, sent)
  expect(await told()).toEqual([])
  expect((await verify(api, sent, code)).status).toBe(201)
  expect(await told()).toMatchObject([
    { action_token: `outcome-${tokens}`, result: 'success', user_id: 'CUPID-DEMO-MFA', challenge_type: 'sms_otp' },
  ])
  expect(await reports()).toEqual([])
})

test('one that is denied is reported at once', async () => {
  recommend('DENY')
  expect((await login()).status).toBe(403)
  expect(await told()).toMatchObject([{ action_token: `outcome-${tokens}`, result: 'failure' }])
})

test('one that its user left is reported as incomplete', async () => {
  recommend('CHALLENGE')
  const { body } = await login()
  await api.rows(
    `UPDATE auth_contexts SET created_at = now() - interval '1 hour', expires_at = now() - interval '1 second'
     WHERE context_id = $1`,
    [body.context_id],
  )
  await hurryJobs(api.database.owner)
  expect(await told()).toMatchObject([{ action_token: `outcome-${tokens}`, result: 'incomplete' }])
})

test('a step-up is reported too', async () => {
  recommend('CHALLENGE')
  const sent = await challenge(api, stepOf(await login()))
  const { body } = await verify(api, sent, await sentCode(api, sent))
  await told()
  const begun = await api.post(
    '/auth/step-up',
    { action: { type: 'TRANSFER', value: 20_000 }, drs_action_token: `outcome-${++tokens}` },
    bearer(body.access_token),
  )
  expect(begun.status).toBe(200)
  const again = await challenge(api, stepOf(begun))
  expect((await verify(api, again, await sentCode(api, again))).status).toBe(201)
  expect((await told()).at(-1)).toMatchObject({ action_token: `outcome-${tokens}`, result: 'success' })
})

test('without an action token there is nothing to report', async () => {
  const answer = await api.post('/auth/login', { username: 'mfauser', password: 'password' })
  expect(answer.status).toBe(200)
  expect(await reports()).toEqual([])
})
