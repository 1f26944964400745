import type { Page } from '@playwright/test'

/** Signs an agent of the demo directory in, and waits for the console. */
export async function signIn(page: Page, username: string, next = ''): Promise<void> {
  await page.goto(`/sign-in${next && `?next=${encodeURIComponent(next)}`}`)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password').fill('password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(url => url.pathname !== '/sign-in')
}
