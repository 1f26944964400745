import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { signIn } from './sign-in.ts'

const COOKIE = 'gatewarden-agent'

const openMe = (page: Page) =>
  page
    .getByRole('complementary')
    .getByRole('button', { name: /your session/ })
    .click()

test('an agent signs in and out, and the cookie they had is worth nothing afterwards', async ({ page, context }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: /^viewer/ }).click()
  await page.waitForURL('**/sessions')
  const cookie = (await context.cookies()).find(({ name }) => name === COOKIE)!
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect((await page.request.get('/api/console/counts')).status()).toBe(200)

  await openMe(page)
  await expect(page.getByRole('dialog')).toContainText('Demo Viewer')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  expect((await context.cookies()).map(({ name }) => name)).not.toContain(COOKIE)

  await context.addCookies([cookie])
  expect((await page.request.get('/api/console/counts')).status()).toBe(401)
  await page.goto('/sessions')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsessions$/)
})

test('who was on the way somewhere gets there, and nowhere else', async ({ page, context }) => {
  await page.goto('/sessions?status=any&user=demo')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsessions%3Fstatus%3Dany%26user%3Ddemo$/)
  await signIn(page, 'agent', '/sessions?status=any&user=demo')
  await expect(page).toHaveURL(/\/sessions\?status=any&user=demo$/)
  for (const hostile of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
    // A live page that finds its cookie gone leads to the sign-in page by itself, in the middle of ours.
    await page.goto('about:blank')
    await context.clearCookies()
    await signIn(page, 'agent', hostile)
    await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/sessions$/)
  }
})

test('a wrong password, an unknown name and a customer are told the same', async ({ page }) => {
  await page.goto('/sign-in')
  for (const [username, password] of [
    ['admin', 'wrong'],
    ['nobody-by-that-name', 'password'],
    ['simpleuser', 'password'],
  ] as const) {
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').first()).toContainText('Wrong username or password, or no console role')
    await expect(page.getByLabel('Password')).toBeFocused()
    await expect(page.getByLabel('Password')).toHaveValue('')
  }
})

test('nobody is signed in without the CSRF token of their own browser', async ({ request }) => {
  const attempt = (csrfToken: string) =>
    request.post('/api/auth/callback/directory', {
      form: { csrfToken, username: 'agent', password: 'password' },
      maxRedirects: 0,
    })
  for (const response of [await attempt(''), await attempt('0'.repeat(64))]) {
    expect(response.status()).toBe(302)
    expect(response.headers().location).toBe('/sign-in?csrf=true')
    expect(response.headers()['set-cookie'] ?? '').not.toContain(COOKIE)
  }
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const response = await attempt(csrfToken)
  expect(response.headers().location).toBe('/')
  expect(response.headers()['set-cookie']).toContain(COOKIE)
})

test('of next-auth nothing answers but what the sign-in page needs', async ({ request }) => {
  for (const path of ['session', 'providers', 'signin', 'signout', 'error', 'verify-request', 'callback/directory']) {
    expect((await request.get(`/api/auth/${path}`)).status(), path).toBe(404)
  }
  for (const path of ['_log', 'signin/directory', 'signout', 'session', 'callback/other']) {
    expect((await request.post(`/api/auth/${path}`)).status(), path).toBe(404)
  }
})

test('a console route refuses nobody’s and another site’s request, and is never cached', async ({ page, request }) => {
  const nobody = await request.get('/api/console/counts')
  expect(nobody.status()).toBe(401)
  expect(nobody.headers()).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  expect(await nobody.json()).toMatchObject({ status: 401, failure: 'not_signed_in' })
  await signIn(page, 'analyst')
  const elsewhere = await page.request.get('/api/console/counts', { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(elsewhere.status()).toBe(403)
  expect((await page.request.get('/api/console/counts')).headers()['cache-control']).toBe('no-store')
})

test('pages carry a strict policy with a nonce of their own', async ({ page, request }) => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await request.get('/sign-in')).headers()['content-security-policy'] ?? ''),
  )
  for (const policy of policies) {
    const scripts = policy.split('; ').find(directive => directive.startsWith('script-src'))
    expect(scripts).toMatch(/^script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic'$/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("object-src 'none'")
  }
  expect(policies[0]).not.toBe(policies[1])
  expect((await request.get('/sign-in')).headers()).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  })

  const complaints: string[] = []
  page.on('console', message => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text())
  })
  await page.addInitScript(() => localStorage.setItem('theme', 'dark'))
  await page.goto('/sign-in', { waitUntil: 'commit' })
  // Before anything of ours is loaded: the theme's own script ran, so nothing flashes.
  await page.waitForSelector('body')
  expect(await page.evaluate(() => document.documentElement.className)).toContain('dark')
  await page.waitForLoadState('networkidle')
  expect(complaints).toEqual([])
})

test('everything is reached by keyboard', async ({ page }) => {
  await signIn(page, 'analyst')
  await page.goto('/sessions')
  await expect(page.getByRole('heading', { name: 'Sessions', level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Go to Sessions')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('203.0.113.0/24')
  await page.getByRole('option', { name: /^Active sessions from/ }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sessions\?address=203\.0\.113\.0%2F24$/)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme })

    test('the sign-in page and its errors keep to the accessibility rules', async ({ page }) => {
      await page.goto('/sign-in')
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expect(page.getByText('Enter your username')).toBeVisible()
      await expectAccessible(page)
      await page.goto('/no-such-page')
      await expectAccessible(page)
    })

    test('the shell and what opens over it do too', async ({ page }) => {
      await signIn(page, 'admin')
      await openMe(page)
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await expect(page.getByPlaceholder('Find a user, an id, an address').last()).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await page.setViewportSize({ width: 390, height: 844 })
      await page.getByRole('button', { name: 'Navigation' }).click()
      await expect(page.getByRole('dialog', { name: 'Navigation' })).toBeVisible()
      await expectAccessible(page)
    })
  })
}
