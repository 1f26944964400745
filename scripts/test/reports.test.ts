import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { countPlaywright, countVitest } from './reports.ts'
import { judge } from './suite.ts'

const directory = mkdtempSync(join(tmpdir(), 'gatewarden-reports-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const report = (content: object) => {
  const file = join(directory, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const vitestRun = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] }
const playwrightRun = { stats: { expected: 7, unexpected: 1, flaky: 0, skipped: 2 }, errors: [] }

test('passed, failed and skipped are counted', () => {
  expect(countVitest(report(vitestRun))).toEqual({ passed: 7, failed: 1, skipped: 3 })
  expect(countPlaywright(report(playwrightRun))).toEqual({ passed: 7, failed: 1, skipped: 2 })
})

test('a file that cannot be loaded, an error outside of tests and a flaky test are failures', () => {
  const broken = { ...vitestRun, testResults: [{ status: 'failed', assertionResults: [] }] }
  expect(countVitest(report(broken)).failed).toBe(2)
  expect(countPlaywright(report({ ...playwrightRun, errors: [{}] })).failed).toBe(2)
  const flaky = { ...playwrightRun, stats: { ...playwrightRun.stats, flaky: 1 } }
  expect(countPlaywright(report(flaky)).failed).toBe(2)
})

test('no report is a failure', () => {
  expect(countVitest(join(directory, 'none.json'))).toEqual({ passed: 0, failed: 1, skipped: 0 })
  expect(countPlaywright(join(directory, 'none.json'))).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test.each([
  ['that runs nothing', { code: 0, passed: 0, failed: 0, skipped: 4 }, 1],
  ['that ends badly after good tests', { code: 1, passed: 3, failed: 0, skipped: 0 }, 1],
  ['with failures', { code: 1, passed: 3, failed: 2, skipped: 0 }, 2],
  ['that is well', { code: 0, passed: 3, failed: 0, skipped: 0 }, 0],
])('a suite %s', (_, outcome, failed) => expect(judge(outcome).failed).toBe(failed))
