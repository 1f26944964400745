import type { JourneyPage } from '../journey-page.ts'
import { beginLogin, passOtp, sentCode } from '../journeys.ts'
import { basic, bearer, claimsOf } from '../test-api.ts'

export const stepUp: JourneyPage = {
  file: 'step-up',
  title: 'Step-up',
  why: 'Somebody who is signed in wants to do something that matters. They prove themselves again, and get an access token that says so.',
  async run(page) {
    const phone = await signInByCode(page.api)
    const action = { type: 'TRANSFER', value: 25_000, currency: 'USD' }
    page.say('Does this action need it?')
    await page.call(200, 'POST', '/auth/step-up/evaluate', { headers: bearer(phone.accessToken), body: { action } })
    page.say('It does. Begin, and go on with the endpoints of a sign-in:')
    const begun = await page.call(200, 'POST', '/auth/step-up', {
      headers: bearer(phone.accessToken),
      body: { action },
    })
    const { context_id, transaction_id } = begun.body
    const sent = await page.call(200, 'POST', '/auth/mfa/initiate', {
      body: { context_id, transaction_id, method: 'sms', mfa_option_id: 1 },
    })
    const ids = { context_id, transaction_id: sent.body.transaction_id }
    const code = await sentCode(page.api, { contextId: context_id, transactionId: ids.transaction_id })
    page.name(code, '123456')
    page.say(
      'The answer says for which action. The refresh token stays; the access and ID tokens from before are worth nothing.',
    )
    const done = await page.call(201, 'POST', '/auth/mfa/otp/verify', { body: { ...ids, code } })
    page.say('The action does not need it any more:')
    await page.call(200, 'POST', '/auth/step-up/evaluate', {
      headers: bearer(done.body.access_token),
      body: { action },
    })
    await page.leaves(context_id, { sessionId: phone.sessionId })
  },
}

async function signInByCode(api: Parameters<JourneyPage['run']>[0]['api']) {
  const answer = await passOtp(api, await beginLogin(api, 'mfauser'))
  return { accessToken: answer.body.access_token as string, sessionId: claimsOf(answer.body.id_token).sid as string }
}

export const handoff: JourneyPage = {
  file: 'handoff',
  title: 'Handoff to another app',
  why: 'A user signed in to one app goes on in another without a second password. The token that carries them over works once.',
  async run(page) {
    const { accessToken, sessionId, contextId } = await page.api.signIn('simpleuser')
    page.say('The first app asks for a session token, for one app and one account:')
    const made = await page.call(201, 'POST', '/cross-app/generate-session', {
      headers: bearer(accessToken),
      body: { target_app: 'ticketing', account_id: 'ACC-1001' },
    })
    const { session_token } = made.body
    const target = { 'x-client-id': 'ticketing', ...basic('ticketing', page.api.secrets.ticketing ?? '') }
    page.say('It sends the user there with it. The other app redeems it, with its own secret:')
    await page.call(200, 'POST', '/cross-app/validate-session', { headers: target, body: { session_token } })
    page.say('What it may show and do, it asks with the token it has redeemed:')
    const held = { ...target, 'x-session-token': session_token }
    await page.call(200, 'GET', '/cross-app/user-accounts', { headers: held })
    await page.call(200, 'POST', '/cross-app/validate-permission', {
      headers: held,
      body: { permission: 'payments:write', resource_id: 'ACC-1001' },
    })
    page.say('A second redemption is refused, as an unknown token is, and kills the handoff: somebody has copied it.')
    await page.call(404, 'POST', '/cross-app/validate-session', { headers: target, body: { session_token } })
    await page.leaves(contextId, { sessionId })
  },
}
