import { passSignalsOn } from './test/suite.ts'
import { check } from './test/suites.ts'

/** npm run check: types, lint and the rules of the house. */
passSignalsOn()
const results = await check()
console.log(
  `\n${results.map(({ name, failed, seconds }) => `${failed > 0 ? '✗' : '✓'} ${name} ${seconds.toFixed(1)} s`).join('   ')}`,
)
process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0)
