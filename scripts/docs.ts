import { join } from 'node:path'
import { ROOT } from './house/root.ts'
import { passSignalsOn, run } from './test/suite.ts'

/** npm run docs: goes through every journey on a PostgreSQL of its own and writes docs/ from what came back. */
passSignalsOn()
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
process.exit(await run(vitest, ['run', 'lib/api/docs.test.ts', '--update']))
