import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findViolations } from './rules.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatewarden-rules-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const problemsOf = (file: string, text = '') => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
  return findViolations(root).map(violation => violation.problem)
}

test.each(['lib/utils.ts', 'lib/tokens/types.ts', 'components/index.tsx', 'lib/common/clock.ts', 'app/helper.tsx'])(
  'the name %s is refused',
  file => expect(problemsOf(file)).toEqual([expect.stringContaining('says nothing')]),
)

test.each([
  'lib/risk/risk-service.ts',
  'app/(console)/sessions/page.tsx',
  'lib/tokens/rules.ts',
  'db/migrations/index.sql',
])('the name %s is fine', file => expect(problemsOf(file)).toEqual([]))

test('a file of 301 lines is refused, one of 300 is not, and foreign code may be long', () => {
  expect(problemsOf('lib/long.ts', 'x\n'.repeat(300))).toEqual([])
  expect(problemsOf('components/ui/long.tsx', 'x\n'.repeat(900))).toEqual([])
  expect(problemsOf('lib/long.ts', 'x\n'.repeat(301))).toEqual([expect.stringContaining('301 lines')])
})

test.each([
  ['db/client.ts', "import { createLog } from '#lib/log.ts'"],
  ['lib/tokens/rules.ts', "import { Chain } from '#components/chain.tsx'"],
  ['components/chain.tsx', "import { Page } from '#app/page.tsx'"],
  ['components/chain.tsx', "export { Page } from '../app/page.tsx'"],
  ['lib/log.ts', "const { Page } = await import('#app/page.tsx')"],
  ['lib/log.ts', "import '#app/globals.css'"],
  ['lib/log.ts', "import {\n  a,\n  b,\n} from '#components/chain.tsx'"],
])('%s may not say %s', (file, text) =>
  expect(problemsOf(file, text)).toEqual([expect.stringContaining('stands above')]),
)

test.each([
  ['lib/tokens/queries.ts', "import { cookies } from 'next/headers'"],
  ['db/client.ts', "import type { NextRequest } from 'next/server.js'"],
])('%s may not say %s', (file, text) => expect(problemsOf(file, text)).toEqual([expect.stringContaining('below app')]))

test.each([
  ['app/page.tsx', "import { db } from '#db/client.ts'\nimport Link from 'next/link'"],
  ['components/chain.tsx', "import { rules } from '#lib/tokens/rules.ts'"],
  ['lib/sessions/loaders.ts', "import { cookies } from 'next/headers'"],
  ['db/client.ts', "import type { Log } from '#lib/log.ts'"],
  ['db/client.test.ts', "import { createLog } from '#lib/log.ts'"],
  ['db/seed/load-demo.ts', "import { createLog } from '#lib/log.ts'"],
  ['lib/log.ts', "import nextTick from 'next-tick'\nimport pino from 'pino'"],
])('%s may say %s', (file, text) => expect(problemsOf(file, text)).toEqual([]))
