import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Env, parseEnv } from '#lib/env.ts'
import { ROOT } from './root.ts'

/**
 * The environment, with what `.env` adds to it; DATA_DIR is made absolute. Throws one readable error.
 * Whether the database is embedded is not the reader's to say: it is, when no DATABASE_URL is given.
 */
export function readEnvironment(changes: Record<string, string> = {}): Env {
  const file = join(ROOT, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  const env = parseEnv({ ...process.env, ...changes, EMBEDDED_DATABASE: undefined })
  if (env.DATABASE_OWNER_URL && !env.DATABASE_URL) {
    throw new Error('DATABASE_OWNER_URL is set without DATABASE_URL. Set both, or neither for the embedded database.')
  }
  return { ...env, DATA_DIR: resolve(ROOT, env.DATA_DIR), EMBEDDED_DATABASE: !env.DATABASE_URL }
}
