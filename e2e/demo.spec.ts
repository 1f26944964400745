import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { signIn as signInAgent } from './sign-in.ts'

// Each test is somebody of their own: what one does to a user's limits and locks is not another's.

const phoneOf = (page: Page) => page.getByRole('region', { name: 'The phone of' })
const button = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name, exact: true })

/** The page, once it listens: only then does it know whose phone it shows. */
async function openDemo(page: Page): Promise<void> {
  await page.goto('/demo')
  await expect(phoneOf(page).getByText('Demo Simple User')).toBeVisible()
}

/** Sets the stage of a situation, and signs in. */
async function actOut(page: Page, title: string): Promise<void> {
  await openDemo(page)
  await button(page, title).click()
  await button(page, 'Sign in').click()
}

/** The rows of a table in the panel, of a kind where one is named. */
const rowsOf = (page: Page, table: string, kind?: string) =>
  page
    .getByRole('region', { name: table, exact: true })
    .getByRole('listitem')
    .filter(kind ? { hasText: kind } : {})

const expectRows = async (page: Page, counts: Record<string, number>) => {
  for (const [table, count] of Object.entries(counts)) await expect(rowsOf(page, table)).toHaveCount(count)
}

const expectActedOut = (page: Page, title: string) =>
  expect(page.getByRole('button', { name: new RegExp(`^${title} ?, done$`) })).toBeVisible()

const expectSignedIn = (page: Page) => expect(page.getByRole('heading', { name: /^Good day/ })).toBeVisible()

/** The newest code that the phone was texted; `after` is one that it had before. */
async function textedCode(page: Page, after = ''): Promise<string> {
  const newest = phoneOf(page).getByText('is your code for').first()
  if (after) await expect(newest).not.toContainText(after)
  return /\d{6}/.exec((await newest.textContent()) ?? '')?.[0] ?? ''
}

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Six-digit code').fill(code)
  await button(page, 'Confirm').click()
}

const otherThan = (code: string) => code.replace(/\d$/, last => String((Number(last) + 1) % 10))

/** Opens the push on the phone, and gives the number that the bank shows. */
async function openPush(page: Page): Promise<string> {
  const shown = await page.getByRole('img', { name: 'The number to type' }).textContent()
  await phoneOf(page).getByText('Somebody signs in. Is it you?').click()
  return shown?.trim() ?? ''
}

/** Types a number on the phone's pad, digit by digit. */
async function typeOnPhone(page: Page, number: string): Promise<void> {
  const phone = phoneOf(page)
  await button(phone, 'Approve').click()
  for (const digit of number) await button(phone, digit).click()
  await expect(phone.getByLabel('The number on the bank’s page')).toHaveValue(number)
  await button(phone, 'Approve').click()
}

test('a code by SMS, read on the phone; then a step-up by push, typed on it', async ({ page }) => {
  await actOut(page, 'SMS code')
  await button(page, /Text a code to •••• 0100/).click()
  await expect(page.getByText('Delivered.')).toBeVisible()
  await enterCode(page, await textedCode(page))
  await expectSignedIn(page)
  await expectActedOut(page, 'SMS code')
  await expectRows(page, { auth_contexts: 1, auth_transactions: 2, drs_evaluations: 1, sessions: 1, tokens: 3 })
  await expect(rowsOf(page, 'audit_logs', 'LOGIN_SUCCESS')).toHaveCount(1)

  await page.getByRole('tab', { name: 'Transfer' }).click()
  await page.getByLabel('Amount in US dollars').fill('200')
  await button(page, 'Transfer').click()
  await expect(page.getByText('A transfer of 200 USD is done.')).toBeVisible()
  await page.getByLabel('Amount in US dollars').fill('15000')
  await button(page, 'Transfer').click()
  await expect(page.getByText('We ask again, because it is a large sum.')).toBeVisible()
  await button(page, /Approve on my phone/).click()
  await typeOnPhone(page, await openPush(page))
  await expect(page.getByText('Thank you. A transfer of 15,000 USD is done.')).toBeVisible()
  await expectActedOut(page, 'Step-up')
  await expectRows(page, { auth_contexts: 2, auth_transactions: 4, sessions: 1, tokens: 5 })
})

test('a push: the number of the bank’s page is typed on the phone, and the page goes on by itself', async ({
  page,
}) => {
  await actOut(page, 'Push')
  await button(page, /Approve on my phone/).click()
  const number = await openPush(page)
  await expect(phoneOf(page).getByText('The app is signed in.')).toBeVisible()
  await expectAccessible(page)
  await typeOnPhone(page, number)
  await expect(phoneOf(page).getByText('You approved it.')).toBeVisible()
  await expectSignedIn(page)
  await expectActedOut(page, 'Push')
  // The phone's own sign-in took nothing of the bank's: its cookie still refreshes this session.
  await page.reload()
  await expect(page.getByText('pushonlyuser', { exact: true }).first()).toBeVisible()
  await expectSignedIn(page)
})

test('a push that is denied on the phone ends the sign-in; so does a wrong number', async ({ page }) => {
  await openDemo(page)
  await button(page, /^expiredtrustuser/).click()
  await page.getByLabel('An expired one').check()
  await button(page, 'Sign in').click()
  await button(page, /Approve on my phone/).click()
  await openPush(page)
  await button(phoneOf(page), 'Deny').click()
  await expect(phoneOf(page).getByText('You stopped this sign-in.')).toBeVisible()
  const refused = page.getByText(
    'It was refused on your phone, or took too long. Please begin again. (CIAM_E01_03_002)',
  )
  await expect(refused).toBeVisible()
  await expect(rowsOf(page, 'audit_logs', 'MFA_PUSH_REJECTED')).toContainText('warn')

  await button(page, 'Sign in').click()
  await expect(refused).toBeHidden()
  await button(page, /Approve on my phone/).click()
  // It came while the one before was still on the screen: as a banner above it.
  await typeOnPhone(page, otherThan(await openPush(page)))
  await expect(phoneOf(page).getByText('That is not the number.')).toBeVisible()
  await expect(refused).toBeVisible()
  await expect(rowsOf(page, 'auth_contexts')).toContainText('failed')
})

test('a code by voice, heard on the phone', async ({ page }) => {
  await openDemo(page)
  await button(page, /^firsttimeuser/).click()
  await button(page, 'Sign in').click()
  await button(page, /Call •••• 0106/).click()
  await phoneOf(page).getByText('Demo Bank is calling').click()
  await button(phoneOf(page), 'Answer').click()
  const spoken = await phoneOf(page).getByText('Your code for').textContent()
  const code = /is ((?:\d, ){5}\d)\./.exec(spoken ?? '')?.[1]?.replaceAll(', ', '') ?? ''
  await enterCode(page, code)
  await expectSignedIn(page)
  await expect(rowsOf(page, 'otp_challenges')).toContainText('voice')
})

test('a wrong code says so, and goes on with another one', async ({ page }) => {
  await actOut(page, 'Wrong code')
  await button(page, /Text a code/).click()
  const first = await textedCode(page)
  await enterCode(page, otherThan(first))
  await expect(page.getByText(/That code was not right.*\(CIAM_E01_01_017\)/)).toBeVisible()
  await button(page, /Text a code/).click()
  await expect(phoneOf(page).getByText('is your code for')).toHaveCount(2)
  await enterCode(page, await textedCode(page, first))
  await expectSignedIn(page)
  await expectActedOut(page, 'Wrong code')
  await expectRows(page, { auth_transactions: 4, otp_challenges: 2, tokens: 3 })
})

test('a second factor, a document and a device, which can be renamed and forgotten', async ({ page }) => {
  await actOut(page, 'Document, device')
  await button(page, /Text a code/).click()
  await enterCode(page, await textedCode(page))
  await expect(page.getByRole('heading', { name: 'Terms of service' })).toBeVisible()
  await expectAccessible(page)
  await button(page, 'I accept').click()
  await button(page, 'Yes, remember it').click()
  await expectSignedIn(page)
  await expectActedOut(page, 'Document, device')
  await expectRows(page, { auth_transactions: 4, esign_acceptances: 1, trusted_devices: 1, tokens: 3 })

  await page.getByRole('tab', { name: 'Where I am signed in' }).click()
  const devices = page.getByRole('region', { name: 'My devices' })
  await devices.getByRole('button', { name: /^Rename/ }).click()
  await devices.getByRole('textbox').fill('The desk')
  await button(devices, 'Save').click()
  await expect(devices.getByText('The desk')).toBeVisible()
  await expectAccessible(page)
  await button(devices, 'Forget The desk').click()
  await expect(devices.getByText('None is remembered.')).toBeVisible()
  await page.getByRole('button', { name: 'End the session in Storefront' }).click()
  await expect(page.getByText('You have ended the session you were in.')).toBeVisible()
  await expect(rowsOf(page, 'sessions')).toContainText('revoked')
})

test('a document that is declined opens no session', async ({ page }) => {
  await openDemo(page)
  await button(page, /^complianceuser/).click()
  await button(page, 'Sign in').click()
  await button(page, 'I decline').click()
  await expect(page.getByText('You declined, so we have not signed you in.')).toBeVisible()
  await expect(rowsOf(page, 'audit_logs', 'ESIGN_DECLINED')).toHaveCount(1)
  await expectRows(page, { sessions: 0, auth_transactions: 1 })
})

test('on the trusted device the password is enough', async ({ page }) => {
  await actOut(page, 'Trusted device')
  await expectSignedIn(page)
  await expectActedOut(page, 'Trusted device')
  await expectRows(page, { auth_transactions: 0, trusted_devices: 1, tokens: 3 })
})

test('over to Ticketing, once; a refresh; and an agent ends it, which shows at once', async ({ page, context }) => {
  await actOut(page, 'Handoff')
  await expectSignedIn(page)
  await page.getByRole('tab', { name: 'Ticketing' }).click()
  await button(page, 'Go to Ticketing').click()
  const ticketing = page.getByRole('region', { name: 'Ticketing' })
  await expect(ticketing.getByText('Welcome, Demo Simple User')).toBeVisible()
  await expect(ticketing.getByRole('listitem')).toHaveText([/Everyday checking.*may pay$/, /Rainy-day.*may not pay/])
  await expectActedOut(page, 'Handoff')
  await button(page, 'Show the same token again').click()
  await expect(ticketing.getByText(/used before \(CIAM_E01_05_001\)/)).toBeVisible()
  await expect(rowsOf(page, 'audit_logs', 'HANDOFF_REFUSED')).toContainText('warn')

  await page.getByRole('tab', { name: 'Session', exact: true }).click()
  await button(page, 'Refresh my tokens').click()
  await expectActedOut(page, 'Refresh')
  await expectRows(page, { tokens: 6 })

  const desk = await context.newPage()
  const href = await rowsOf(page, 'sessions').getByRole('link').getAttribute('href')
  await signInAgent(desk, 'agent', href ?? '')
  await expect(desk.getByRole('heading', { name: 'simpleuser', level: 1 })).toBeVisible()
  await desk.waitForLoadState('networkidle')
  await desk.keyboard.press('r')
  const dialog = desk.getByRole('dialog')
  await dialog.getByText('Customer asked for it').click()
  await button(dialog, /^Revoke session/).click()
  await expect(dialog.getByText(/3 tokens/)).toBeVisible()
  await desk.close()
  await expectActedOut(page, 'Revocation')
  await expect(rowsOf(page, 'sessions')).toContainText('revoked')
})

test('what the API refuses is told in words, with its code', async ({ page }) => {
  await openDemo(page)
  const refusals = {
    lockeduser: /Your password is locked.*\(CIAM_E01_01_002\)/,
    disableduser: /This account is disabled.*\(CIAM_E01_01_003\)/,
    deceaseduser: /its holder has died.*\(CIAM_E01_01_006\)/,
  }
  for (const [username, words] of Object.entries(refusals)) {
    await button(page, new RegExp(`^${username}`)).click()
    await button(page, 'Sign in').click()
    await expect(page.getByText(words)).toBeVisible()
  }
  await expect(rowsOf(page, 'audit_logs')).toContainText('LOGIN_FAILED')
  await page.getByRole('tab', { name: 'What the API answered' }).click()
  await expect(page.getByText('423', { exact: true })).toHaveCount(3)
  await expect(page.getByText('"password": "••••••••"')).toHaveCount(3)
})
