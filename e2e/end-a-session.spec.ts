import { expect, test } from '@playwright/test'
import { signIn } from './sign-in.ts'

test('a user signs in at the bank, an agent finds the session and ends it, and the bank is refused at once', async ({
  browser,
}) => {
  const bank = await (await browser.newContext()).newPage()
  await bank.goto('/demo')
  await bank.getByLabel('Username').fill('simpleuser')
  await bank.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(bank.getByRole('heading', { name: /Good day/ })).toBeVisible()
  await bank.getByRole('button', { name: 'Is my session good?' }).click()
  await expect(bank.getByText('Your session was good at')).toBeVisible()
  await bank.getByRole('button', { name: 'Refresh my tokens' }).click()
  await expect(bank.getByText('POST /api/v1/auth/refresh')).toBeVisible()

  const desk = await (await browser.newContext()).newPage()
  await signIn(desk, 'agent', '/sessions?user=simpleuser')
  await desk.getByRole('link', { name: 'simpleuser' }).first().click()
  await desk.waitForURL(/\/sessions\/[0-9a-f-]{36}/)
  await expect(desk.getByRole('heading', { name: 'simpleuser', level: 1 })).toBeVisible()
  await expect(desk.getByText('1 · Signed in').first()).toBeVisible()
  await expect(desk.getByText('TOKEN_REFRESHED')).toBeVisible()

  await desk.keyboard.press('r')
  const dialog = desk.getByRole('dialog')
  await dialog.getByText('Customer asked for it').click()
  await dialog.getByLabel(/In your words/).fill('called about a lost phone')
  await dialog.getByRole('button', { name: 'Revoke session' }).click()
  await expect(dialog.getByText(/3 tokens/)).toBeVisible()
  await dialog
    .getByRole('button', { name: /Close|Done/ })
    .first()
    .click()
  await expect(desk.getByText('Revoked').first()).toBeVisible()

  await bank.getByRole('button', { name: 'Is my session good?' }).click()
  await expect(bank.getByText('Your session has ended: access token unknown (CIAM_E04_00_007)')).toBeVisible()
  await bank.goto('/demo')
  await expect(bank.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('what a session’s page says is what the API knows', async ({ page, request }) => {
  const login = await request.post('/api/v1/auth/login', {
    headers: { 'x-client-id': 'mobile-app', 'x-app-version': '4.2.0' },
    data: { username: 'simpleuser', password: 'password' },
  })
  const { id_token } = await login.json()
  const { sid } = JSON.parse(Buffer.from(id_token.split('.')[1], 'base64url').toString())
  await signIn(page, 'viewer', `/sessions/${sid}`)
  const facts = page.getByLabel('Facts')
  await expect(facts.getByText('mobile-app')).toBeVisible()
  await expect(facts.getByText('4.2.0')).toBeVisible()
  // A viewer sees no names, and has no way to end anything.
  await expect(page.getByText('simpleuser')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Revoke/ })).toHaveCount(0)
})
