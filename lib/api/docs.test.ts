import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { forget } from './testing/fuzz-world.ts'
import { type JourneyPage, writePage } from './testing/journey-page.ts'
import { handoff, stepUp } from './testing/pages/elsewhere.ts'
import { esign, fullJourney, trustedDevice } from './testing/pages/further-steps.ts'
import { push, simpleLogin, sms, smsTwice, voice } from './testing/pages/signing-in.ts'
import { logout, refresh, revocation } from './testing/pages/tokens.ts'
import { startTestApi, type TestApi } from './testing/test-api.ts'
import { writeErrors } from './testing/write-errors.ts'

// docs/ as it would be written now: every journey is gone through, and compared with the page that is kept.
// `npm run docs` writes them again.

const PAGES: JourneyPage[] = [
  ...[simpleLogin, sms, smsTwice, voice, push, esign, fullJourney, trustedDevice],
  ...[refresh, revocation, logout, stepUp, handoff],
]

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())
beforeEach(() => forget(api))

test.each(PAGES)('the page $file is what happens', async page => {
  await expect(await writePage(api, page)).toMatchFileSnapshot(`../../docs/journeys/${page.file}.md`)
})

test('docs/journeys/README.md lists them', async () => {
  const lines = PAGES.map(({ file, title, why }) => `- [${title}](${file}.md). ${why}`)
  const text = `# Journeys\n\nEach page was written by going through it: requests, answers, and the rows they left.\n\n${lines.join('\n')}\n`
  await expect(text).toMatchFileSnapshot('../../docs/journeys/README.md')
})

test('docs/errors.md lists every code and where it comes from', async () => {
  await expect(writeErrors()).toMatchFileSnapshot('../../docs/errors.md')
})
