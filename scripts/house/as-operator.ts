import { type Context, systemContext } from '#lib/context.ts'
import { openParts } from '#lib/parts.ts'
import { readEnvironment } from './environment.ts'
import { findOwnerUrl } from './owner-url.ts'
import { findSecretKey } from './secret-key.ts'

/** Does what an operator's command asks for, on the installation whose DATA_DIR or DATABASE_URL this is. */
export async function asOperator<T>(command: string, work: (ctx: Context) => Promise<T>): Promise<T> {
  const env = readEnvironment()
  const secretKey = findSecretKey(env)
  if (!secretKey) throw new Error(`Nothing has run with DATA_DIR=${env.DATA_DIR} yet. Start it first: npm start`)
  const parts = await openParts({
    ...env,
    DATABASE_URL: await findOwnerUrl(env),
    SECRET_KEY: secretKey,
    LOG_LEVEL: 'error',
  })
  try {
    return await work(systemContext(parts, command))
  } finally {
    await parts.close()
  }
}
