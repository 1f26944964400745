import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '#lib/env.ts'

const fileOf = (env: Env) => join(env.DATA_DIR, 'secret-key')

/** SECRET_KEY, or the one kept beside the data; null when there is none yet. */
export function findSecretKey(env: Env): string | null {
  if (env.SECRET_KEY) return env.SECRET_KEY
  return existsSync(fileOf(env)) ? readFileSync(fileOf(env), 'utf8').trim() : null
}

/**
 * As `findSecretKey`, and makes the file (mode 600) at the first start. Throws in production on a database of your own:
 * there several servers share one key, and its loss is the loss of every signing key.
 */
export function getSecretKey(env: Env): string {
  if (!env.SECRET_KEY && env.NODE_ENV === 'production' && !env.EMBEDDED_DATABASE) {
    throw new Error('SECRET_KEY must be set in production. Make one with: openssl rand -base64 48')
  }
  const found = findSecretKey(env)
  if (found) return found
  const made = randomBytes(48).toString('base64')
  writeFileSync(fileOf(env), `${made}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return made
}
