import { readEnvironment } from './house/environment.ts'
import { findOwnerUrl } from './house/owner-url.ts'

/** npm run -s db:url: prints the owner's connection URL of the database in use. */
try {
  console.log(await findOwnerUrl(readEnvironment()))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
