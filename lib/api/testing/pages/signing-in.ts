import type { JourneyPage, Page } from '../journey-page.ts'
import { otherThan, sentCode, signInPhone } from '../journeys.ts'

const password = { password: 'password' }

export const simpleLogin: JourneyPage = {
  file: 'simple-login',
  title: 'Simple login',
  why: 'The password is right, the risk service has nothing against it, and the directory asks for nothing more: tokens at once.',
  async run(page) {
    const answer = await page.call(201, 'POST', '/auth/login', { body: { username: 'simpleuser', ...password } })
    page.say(
      'The access token goes into `Authorization: Bearer`. The refresh token is the cookie and nowhere else: no script of ' +
        'a page can read it. A wrong password answers as an unknown name does:',
    )
    await page.call(401, 'POST', '/auth/login', { body: { username: 'simpleuser', password: 'guess' } })
    await page.leaves(answer.body.context_id)
  },
}

/** Signs in as far as the choice of a second factor, and has a challenge sent. */
async function challenge(page: Page, username: string, method: string) {
  const login = await page.call(200, 'POST', '/auth/login', { body: { username, ...password } })
  const { context_id, transaction_id } = login.body
  page.say('`otp_methods` are the last four digits of each number. Choose one, and how the challenge is to travel:')
  const chosen = method === 'push' ? { method } : { method, mfa_option_id: 1 }
  const sent = await page.call(200, 'POST', '/auth/mfa/initiate', { body: { context_id, transaction_id, ...chosen } })
  return { context_id: context_id as string, sent: sent.body }
}

async function codeOf(page: Page, context_id: string, transaction_id: string, shown: string) {
  const code = await sentCode(page.api, { contextId: context_id, transactionId: transaction_id })
  page.name(code, shown)
  return code
}

const byCode = (method: 'sms' | 'voice', file: string, title: string, why: string): JourneyPage => ({
  file,
  title,
  why,
  async run(page) {
    const { context_id, sent } = await challenge(page, 'mfauser', method)
    const { transaction_id } = sent
    page.say(
      'Each step has its own `transaction_id`, and each works once. The user reads the code, and the app sends it:',
    )
    const code = await codeOf(page, context_id, transaction_id, '123456')
    await page.call(201, 'POST', '/auth/mfa/otp/verify', { body: { context_id, transaction_id, code } })
    await page.leaves(context_id)
  },
})

export const sms = byCode(
  'sms',
  'sms',
  'A code by SMS',
  'The directory asks for a second factor, or the risk service challenges. A code of six digits, good for five minutes and one guess.',
)

export const voice = byCode(
  'voice',
  'voice',
  'A code by voice',
  'As by SMS, read out by a call: for those whose phone shows no messages, or who do not see them.',
)

export const smsTwice: JourneyPage = {
  file: 'sms-wrong-then-right',
  title: 'A wrong code, then the right one',
  why: 'A code is good for one guess. A wrong one closes its step, and the failure carries the `transaction_id` to go on with.',
  async run(page) {
    const { context_id, sent } = await challenge(page, 'mfauser', 'sms')
    const { transaction_id } = sent
    const right = await codeOf(page, context_id, transaction_id, '123456')
    page.name(otherThan(right), '654321')
    page.say('The user mistypes:')
    const wrong = await page.call(400, 'POST', '/auth/mfa/otp/verify', {
      body: { context_id, transaction_id, code: otherThan(right) },
    })
    page.say(
      'Have another code sent, from the step that the failure names. Five failures in a row lock the second factor.',
    )
    const again = await page.call(200, 'POST', '/auth/mfa/initiate', {
      body: { context_id, transaction_id: wrong.body.transaction_id, method: 'sms', mfa_option_id: 1 },
    })
    const code = await codeOf(page, context_id, again.body.transaction_id, '246810')
    await page.call(201, 'POST', '/auth/mfa/otp/verify', {
      body: { context_id, transaction_id: again.body.transaction_id, code },
    })
    await page.leaves(context_id)
  },
}

export const push: JourneyPage = {
  file: 'push',
  title: 'A push to the phone',
  why: 'The page shows a number, the user types it on the phone: who approves without looking approves nothing.',
  async run(page) {
    const phone = await signInPhone(page.api, 'mfauser')
    const { context_id, sent } = await challenge(page, 'mfauser', 'push')
    page.name(sent.display_number, 42)
    const path = `/auth/mfa/transactions/${sent.transaction_id}`
    page.say('The page shows `display_number` and asks every second how it stands:')
    await page.call(200, 'POST', path, { body: { context_id } })
    page.say('The app on the phone, signed in as the same user, sends what the user typed:')
    await page.call(200, 'POST', `${path}/approve`, {
      headers: { 'x-client-id': 'mobile-app', authorization: `Bearer ${phone}` },
      body: { context_id, selected_number: sent.display_number },
    })
    page.say('The next time the page asks, it is signed in. A wrong number, or *deny*, answers 410 instead.')
    await page.call(201, 'POST', path, { body: { context_id } })
    await page.leaves(context_id)
  },
}
