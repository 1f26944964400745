import type pg from 'pg'
import { type Database, openDatabase } from '#db/client.ts'
import { openSigningKeys, type SigningKeys } from '#lib/crypto/signing-keys.ts'
import type { Delivery } from '#lib/delivery/delivery.ts'
import { openDelivery } from '#lib/delivery/open-delivery.ts'
import type { Directory } from '#lib/directory/directory.ts'
import { openDirectory } from '#lib/directory/open-directory.ts'
import { type Env, parseEnv } from '#lib/env.ts'
import { createLimits, type Limits } from '#lib/limits.ts'
import { createLog, type Log } from '#lib/log.ts'
import { type OpenedRisk, openRisk } from '#lib/risk/open-risk.ts'

/** What a process holds open for its whole life. */
export type Parts = {
  env: Env
  secretKey: string
  log: Log
  db: Database
  pool: pg.Pool
  directory: Directory
  risk: OpenedRisk
  delivery: Delivery
  keys: SigningKeys
  limits: Limits
  close(): Promise<void>
}

export async function openParts(env: Env): Promise<Parts> {
  const { DATABASE_URL: url, SECRET_KEY: secretKey } = env
  if (!url || !secretKey) throw new Error('DATABASE_URL and SECRET_KEY must be set; `npm start` sets both.')
  const log = createLog(env.LOG_LEVEL)
  const { db, pool } = openDatabase({ url, poolSize: env.DATABASE_POOL_SIZE, role: env.DATABASE_ROLE, log })
  const directory = openDirectory(env, log)
  const risk = openRisk(env, log)
  const delivery = openDelivery(env, db, log)
  const keys = await openSigningKeys(db, secretKey, env.TOKEN_ALG, log)
  const close = async () => {
    await directory.close()
    await pool.end()
  }
  return { env, secretKey, log, db, pool, directory, risk, delivery, keys, limits: createLimits(env), close }
}

declare global {
  var gatewardenParts: Promise<Parts> | undefined
}

/** The process's own parts: opened once, shared by the API and the console's bundle, which hold two copies of this file. */
export function getParts(env?: Env): Promise<Parts> {
  globalThis.gatewardenParts ??= openParts(env ?? parseEnv(process.env))
  return globalThis.gatewardenParts
}
