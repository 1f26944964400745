import type { JourneyPage, Page } from '../journey-page.ts'
import { basic, bearer, cookie } from '../test-api.ts'

const signIn = async ({ api }: Page) => api.signIn('simpleuser')

export const refresh: JourneyPage = {
  file: 'refresh',
  title: 'Refresh',
  why: 'An access token lives 15 minutes. The refresh token buys the next one, once: it is replaced each time, and the old one coming back means that two hold it.',
  async run(page) {
    const { refreshToken, contextId } = await signIn(page)
    await page.call(200, 'POST', '/auth/refresh', { headers: cookie(refreshToken) })
    page.say(
      'Two tabs may do that at once, and an answer may be lost on the way: for ten seconds the same token gives the *same* ' +
        'new tokens.',
    )
    const again = await page.call(200, 'POST', '/auth/refresh', { headers: cookie(refreshToken) })
    page.say('A native app keeps the token itself, and sends it in the body:')
    await page.call(200, 'POST', '/auth/token/refresh', { body: { refresh_token: again.refreshToken } })
    page.say('The first one once more, by now a grandparent: somebody else has it. The session and all its tokens die.')
    await page.call(401, 'POST', '/auth/refresh', { headers: cookie(refreshToken) })
    await page.leaves(contextId)
  },
}

export const revocation: JourneyPage = {
  file: 'revocation',
  title: 'Revocation by an agent',
  why: 'An agent ends a session in the console, or a back-office system over the API. From that moment nothing of it works anywhere that asks.',
  async run(page) {
    const { accessToken, refreshToken, sessionId, contextId } = await signIn(page)
    const gateway = { 'x-client-id': 'edge-gateway', 'x-api-key': page.api.secrets['edge-gateway'] ?? '' }
    page.say('A gateway asks of each request that it lets through:')
    await page.call(200, 'POST', '/auth/token/verify', { headers: gateway, body: { token: accessToken } })
    page.say('A server app with the scope `admin` ends the session:')
    await page.call(200, 'POST', '/admin/sessions/revoke', {
      headers: { 'x-client-id': 'back-office', ...basic('back-office', page.api.secrets['back-office'] ?? '') },
      body: { session_id: sessionId, agent_id: 'demo-agent', reason: 'The customer lost the phone' },
    })
    page.say('At once, to the gateway and to the app:')
    await page.call(200, 'POST', '/auth/token/verify', { headers: gateway, body: { token: accessToken } })
    await page.call(401, 'POST', '/auth/refresh', { headers: cookie(refreshToken) })
    await page.leaves(contextId)
  },
}

export const logout: JourneyPage = {
  file: 'logout',
  title: 'Logout',
  why: 'Ends the session of the access token or of the cookie, and takes the cookie back. To do so twice is no error.',
  async run(page) {
    const { accessToken, refreshToken, contextId } = await signIn(page)
    await page.call(200, 'POST', '/auth/logout', { headers: { ...bearer(accessToken), ...cookie(refreshToken) } })
    await page.call(401, 'GET', '/auth/userinfo', { headers: bearer(accessToken) })
    await page.leaves(contextId)
  },
}
