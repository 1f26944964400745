import { expect, test } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { signIn } from './sign-in.ts'

// The sign-in page and the shell's own parts are looked at in agents.spec.ts.
const PAGES = {
  'the sessions list': '/sessions',
  'a list with nothing in it': '/sessions?user=nobody-of-that-name',
  'the demo bank': '/demo',
  'the API reference': '/docs',
  'a page that is not there': '/sessions/00000000-0000-7000-8000-000000000000',
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const [name, path] of Object.entries(PAGES)) {
      test(`axe finds nothing on ${name}`, async ({ page }) => {
        await signIn(page, 'analyst')
        await page.goto(path)
        await page.waitForLoadState('networkidle')
        await expectAccessible(page)
      })
    }

    test('axe finds nothing on a session with a long story, nor on its dialog', async ({ page }) => {
      await signIn(page, 'analyst', '/sessions?user=demo-heron')
      await page.getByRole('link', { name: 'demo-heron' }).first().click()
      await expect(page.getByRole('heading', { name: 'demo-heron', level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page)
      await page.keyboard.press('r')
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page)
    })
  })
}

test('no page says a word to the browser’s console, at 1280 and at 390 px', async ({ page }) => {
  const words: string[] = []
  page.on('console', message => ['error', 'warning'].includes(message.type()) && words.push(message.text()))
  page.on('pageerror', error => words.push(error.message))
  await signIn(page, 'analyst')
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    for (const path of ['/sessions', '/demo', '/docs']) {
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect({ path, width, overflow }).toEqual({ path, width, overflow: 0 })
    }
  }
  expect(words).toEqual([])
})
