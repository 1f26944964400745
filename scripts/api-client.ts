import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeSchema } from '#lib/api/client/write-schema.ts'
import { describeApi } from '#lib/api/describe-api.ts'
import { parseEnv } from '#lib/env.ts'
import { ROOT } from './house/root.ts'

/** npm run api:client: writes the types of the client from the document that the endpoints make. */
const file = join('lib', 'api', 'client', 'schema.d.ts')
writeFileSync(join(ROOT, file), writeSchema(describeApi(parseEnv({}))))
console.log(`Wrote ${file}`)
