import { expect, test } from 'vitest'
import { runDueJobs } from '#lib/jobs/testing/run-due-jobs.ts'
import { beginLogin, challenge, type Step, sentCode, verify } from './testing/journeys.ts'
import { startTestApi, type TestApi } from './testing/test-api.ts'

const readCode = (api: TestApi, { transactionId }: Pick<Step, 'transactionId'>) =>
  api.get(`/auth/mfa/transactions/${transactionId}/otp`)

test('the demo tells the code of a challenge that waits, and of no other', async () => {
  const api = await startTestApi()
  try {
    const sent = await challenge(api, await beginLogin(api, 'mfauser'))
    const code = await sentCode(api, sent)
    // It gets there by a job, and the answer waits for it.
    const asked = readCode(api, sent)
    await runDueJobs(api.parts, api.database.ownerUrl)
    expect((await asked).body).toEqual({ otp: code })
    expect((await verify(api, sent, code)).status).toBe(201)
    expect((await readCode(api, sent)).body.error_code).toBe('CIAM_E01_03_001')

    const push = await challenge(api, await beginLogin(api, 'pushonlyuser'), 'push')
    await runDueJobs(api.parts, api.database.ownerUrl)
    expect((await readCode(api, push)).status).toBe(404)
    expect((await readCode(api, { transactionId: 'a1b2c3d4-0000-4000-8000-000000000000' })).status).toBe(404)
  } finally {
    await api.close()
  }
})

test('outside the demo the endpoint is not there, nor in the document', async () => {
  const api = await startTestApi({ DEMO: '0' })
  try {
    const { body } = await api.get('/openapi.json')
    expect(Object.keys(body.paths).filter(path => path.endsWith('/otp'))).toEqual([])
    const answer = await readCode(api, { transactionId: 'a1b2c3d4-0000-4000-8000-000000000000' })
    expect([answer.status, answer.body.title]).toEqual([404, 'Not found'])
  } finally {
    await api.close()
  }
})
