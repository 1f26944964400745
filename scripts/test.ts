import { passSignalsOn, type Result } from './test/suite.ts'
import { check, e2e, olderPostgres, unit } from './test/suites.ts'
import { installMissing } from './test/tools.ts'

/**
 * npm test: everything, with what it needs installed first. npm test -- check | unit | postgres | e2e [arguments]: one
 * suite, the arguments going to its tool. The last line is `N passed, N failed`.
 */
const [only, ...parameters] = process.argv.slice(2)
const SUITES = { check, unit, postgres: olderPostgres, e2e }
const isCi = Boolean(process.env.CI) && process.env.CI !== 'false'
const { wasInterrupted } = passSignalsOn()

if (only && !Object.hasOwn(SUITES, only)) {
  console.error(`Unknown suite "${only}". Usage: npm test [-- ${Object.keys(SUITES).join(' | ')} [arguments]]`)
  process.exit(1)
}

const missing = only === 'check' ? [] : installMissing()
const results: Result[] = []
for (const [name, suite] of Object.entries(SUITES)) {
  if (only === name) results.push(...(await suite(parameters)))
  else if (!only && !wasInterrupted()) results.push(...(await suite()))
}

console.log('\nSummary')
for (const { name, passed, failed, skipped, seconds } of results) {
  const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  console.log(`  ${failed > 0 ? '✗' : '✓'} ${name.padEnd(28)} ${counts.padEnd(40)} ${seconds.toFixed(1)} s`)
}
for (const { tool, reason } of missing) {
  console.log(`  ${isCi ? '✗' : '!'} NOT TESTED: ${tool.purpose}. ${tool.name} could not be installed: ${reason}`)
}

// What was not run is a failure where nobody reads the lines above.
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const untested = isCi ? missing.length + results.reduce((sum, result) => sum + result.skipped, 0) : 0
const failed =
  results.reduce((sum, result) => sum + result.failed, 0) + untested + (wasInterrupted() || passed === 0 ? 1 : 0)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
