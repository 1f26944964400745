import { ROOT } from './house/root.ts'
import { findViolations } from './house/rules.ts'

/** Names, sizes and the direction of imports: the rules of CONTRIBUTING.md that no linter knows. */
const violations = findViolations(ROOT)
for (const { file, problem } of violations) console.error(`${file}: ${problem}`)
console.log(
  violations.length === 0 ? 'The house is in order.' : `Breaches of the rules of the house: ${violations.length}.`,
)
process.exit(violations.length === 0 ? 0 : 1)
