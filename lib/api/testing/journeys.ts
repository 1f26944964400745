import { openMessage } from '#lib/delivery/seal-message.ts'
import type { Answer, TestApi } from './test-api.ts'

// What a user does at a sign-in, over HTTP, for tests of what comes after.

export type Step = { contextId: string; transactionId: string }

export const stepOf = (answer: Answer): Step => ({
  contextId: answer.body.context_id,
  transactionId: answer.body.transaction_id,
})

export const logIn = (api: TestApi, username: string, headers: Record<string, string> = {}): Promise<Answer> =>
  api.post('/auth/login', { username, password: 'password' }, headers)

/** The first step of a sign-in; throws when it asked for none. */
export async function beginLogin(api: TestApi, username: string, headers: Record<string, string> = {}): Promise<Step> {
  const answer = await logIn(api, username, headers)
  if (answer.status !== 200) throw new Error(`${username}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return stepOf(answer)
}

const ids = (step: Step) => ({ context_id: step.contextId, transaction_id: step.transactionId })

export const initiate = (
  api: TestApi,
  step: Step,
  method = 'sms',
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> => api.post('/auth/mfa/initiate', { ...ids(step), method, ...more }, headers)

/** Has a challenge sent and gives its step, with the number that a push shows. */
export async function challenge(
  api: TestApi,
  step: Step,
  method = 'sms',
): Promise<Step & { displayNumber: number | undefined }> {
  const answer = await initiate(api, step, method)
  if (answer.status !== 200) throw new Error(`initiate: ${answer.status} ${JSON.stringify(answer.body)}`)
  return {
    contextId: step.contextId,
    transactionId: answer.body.transaction_id,
    displayNumber: answer.body.display_number,
  }
}

/** The code that was sent, from the job that carries it. */
export async function sentCode(api: TestApi, { transactionId }: Step): Promise<string> {
  const [job] = await api.rows<{ payload: { sealed: string } }>(
    `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'transaction_id' = $1`,
    [transactionId],
  )
  if (!job) throw new Error('no challenge is queued')
  const { code } = await openMessage(api.parts.secretKey, job.payload.sealed)
  return code ?? ''
}

/** Six digits that are not these. */
export const otherThan = (code: string): string => code.replace(/\d$/, last => String((Number(last) + 1) % 10))

export const verify = (api: TestApi, step: Step, code: string, headers: Record<string, string> = {}): Promise<Answer> =>
  api.post('/auth/mfa/otp/verify', { ...ids(step), code }, headers)

/** Has a code sent and answers with it. */
export async function passOtp(api: TestApi, step: Step, method = 'sms'): Promise<Answer> {
  const sent = await challenge(api, step, method)
  return verify(api, sent, await sentCode(api, sent))
}

export const poll = (api: TestApi, step: Step, headers: Record<string, string> = {}): Promise<Answer> =>
  api.post(`/auth/mfa/transactions/${step.transactionId}`, { context_id: step.contextId }, headers)

/** Answers a push from a phone that holds this access token. */
export const approve = (api: TestApi, step: Step, selectedNumber: number, accessToken: string): Promise<Answer> =>
  api.post(
    `/auth/mfa/transactions/${step.transactionId}/approve`,
    { context_id: step.contextId, selected_number: selectedNumber },
    { 'x-client-id': 'mobile-app', authorization: `Bearer ${accessToken}` },
  )

export const deny = (api: TestApi, step: Step, accessToken: string): Promise<Answer> =>
  api.post(
    `/auth/mfa/transactions/${step.transactionId}/deny`,
    { context_id: step.contextId },
    { 'x-client-id': 'mobile-app', authorization: `Bearer ${accessToken}` },
  )

/** A user's phone: signed in to the mobile app, by code where a second factor is asked for. Gives its access token. */
export async function signInPhone(api: TestApi, username: string): Promise<string> {
  const app = { 'x-client-id': 'mobile-app' }
  const first = await logIn(api, username, app)
  if (first.status === 201) return first.body.access_token
  const sent = await api.post('/auth/mfa/initiate', { ...ids(stepOf(first)), method: 'sms' }, app)
  const step = { contextId: first.body.context_id, transactionId: sent.body.transaction_id }
  const answer = await verify(api, step, await sentCode(api, step), app)
  if (answer.status !== 201) throw new Error(`phone: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body.access_token
}

export const accept = (
  api: TestApi,
  step: Step,
  documentId: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> => api.post('/auth/esign/accept', { ...ids(step), document_id: documentId, ...more }, headers)

export const decline = (api: TestApi, step: Step, headers: Record<string, string> = {}): Promise<Answer> =>
  api.post('/auth/esign/decline', ids(step), headers)

export const bind = (
  api: TestApi,
  step: Step,
  bindDevice = true,
  headers: Record<string, string> = {},
): Promise<Answer> => api.post('/auth/device/bind', { ...ids(step), bind_device: bindDevice }, headers)
