import { parseArgs } from 'node:util'
import { openDatabase } from '#db/client.ts'
import { type Rotation, rotateKeys } from '#lib/crypto/rotate-keys.ts'
import { createLog } from '#lib/log.ts'
import { readEnvironment } from './house/environment.ts'
import { findOwnerUrl } from './house/owner-url.ts'
import { findSecretKey } from './house/secret-key.ts'

const USAGE = 'Usage: npm run -s keys:rotate [-- --compromised]'

/** npm run -s keys:rotate: makes a new signing key, and says when it takes its turn. */
try {
  for (const line of linesOf(await rotate())) console.log(line)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function rotate() {
  const { compromised } = readArguments()
  const env = readEnvironment()
  const secretKey = findSecretKey(env)
  if (!secretKey) throw new Error(`Nothing has run with DATA_DIR=${env.DATA_DIR} yet. Start it first: npm start`)
  const { db, pool } = openDatabase({ url: await findOwnerUrl(env), poolSize: 1, log: createLog('error') })
  try {
    return await rotateKeys(db, secretKey, env.TOKEN_ALG, { compromised })
  } finally {
    await pool.end()
  }
}

function linesOf({ rotated, kid, alg, signsInSeconds, retired, deleted }: Rotation): string[] {
  const turn = signsInSeconds > 0 ? `signs in ${Math.ceil(signsInSeconds / 60)} minutes` : 'signs within 30 seconds'
  if (!rotated) return [`A rotation is under way: ${alg} ${kid} is published and ${turn}. Nothing was changed.`]
  return [
    `Made ${alg} ${kid}: published within 30 seconds, ${turn}.`,
    ...retired.map(gone => `Retired ${gone}: signs until then, stays published for an hour.`),
    ...deleted.map(gone => `Deleted ${gone}: nothing it signed is good any more.`),
  ]
}

function readArguments() {
  try {
    return parseArgs({ options: { compromised: { type: 'boolean' } } }).values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`)
  }
}
