import { runHouse } from './house/run-house.ts'

process.exit(await runHouse('production'))
