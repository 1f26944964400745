import { isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import { signingKeys } from '#db/schema/signing-keys.ts'
import { record } from '#lib/audit/record.ts'
import { deriveKey } from './hash.ts'
import { makeKey } from './make-key.ts'
import { lockKeys } from './read-keys.ts'
import { READ_AFTER_RETIREMENT_SECONDS, SIGNS_AFTER_SECONDS, type SigningAlg } from './rules.ts'

export type Rotation = {
  /** False when a rotation was under way: its key is `kid`, and nothing was changed. */
  rotated: boolean
  kid: string
  alg: SigningAlg
  /** Until the new key signs; it is published at once. */
  signsInSeconds: number
  /** Keys that have a successor now. */
  retired: string[]
  /** Keys that are gone, and everything that only they could check. */
  deleted: string[]
}

export type RotateOptions = {
  /** The keys so far are in wrong hands: they go at once, with every JWT they signed, and the new one signs at once. */
  compromised?: boolean
}

/**
 * Makes a new current key of `alg` and retires those before it, which go on signing until everybody can have the new
 * one. Needs the owner's connection: the application may not delete a key. Twice at once is once.
 */
export function rotateKeys(
  db: Database,
  secretKey: string,
  alg: SigningAlg,
  { compromised = false }: RotateOptions = {},
): Promise<Rotation> {
  return db.transaction(async tx => {
    await lockKeys(tx)
    const underWay = compromised ? null : await findYoungSuccessor(tx)
    if (underWay) return { rotated: false, ...underWay, retired: [], deleted: [] }

    const gone = compromised
      ? sql`true`
      : sql`retired_at < now() - make_interval(secs => ${READ_AFTER_RETIREMENT_SECONDS})`
    const deleted = await tx.delete(signingKeys).where(gone).returning({ kid: signingKeys.kid })
    const retired = await tx
      .update(signingKeys)
      .set({ retiredAt: sql`statement_timestamp()` })
      .where(isNull(signingKeys.retiredAt))
      .returning({ kid: signingKeys.kid })
    const made = { ...(await makeKey(deriveKey(secretKey, 'signing-keys'), alg)), createdAt: sql`clock_timestamp()` }
    await tx.insert(signingKeys).values(made)
    const rotation = {
      kid: made.kid,
      alg,
      retired: retired.map(row => row.kid),
      deleted: deleted.map(row => row.kid),
    }
    await record(
      { db: tx, ...BY_COMMAND, correlationId: uuidv7() },
      { eventType: 'SIGNING_KEY_ROTATED', severity: 'WARN', eventData: { ...rotation, compromised } },
    )
    return { ...rotation, rotated: true, signsInSeconds: retired.length > 0 ? SIGNS_AFTER_SECONDS : 0 }
  })
}

const BY_COMMAND = { actor: { kind: 'system', id: 'keys:rotate' }, ipAddress: null, userAgent: null } as const

/** The current key while it waits for its turn behind another. */
async function findYoungSuccessor(tx: Database) {
  const { rows } = await tx.execute<{ kid: string; alg: SigningAlg; waits: number }>(sql`
    SELECT kid, alg, ceil(${SIGNS_AFTER_SECONDS} - extract(epoch FROM clock_timestamp() - created_at))::int AS waits
    FROM signing_keys k
    WHERE retired_at IS NULL AND created_at > clock_timestamp() - make_interval(secs => ${SIGNS_AFTER_SECONDS})
      AND EXISTS (SELECT 1 FROM signing_keys before WHERE before.created_at < k.created_at)
    ORDER BY created_at DESC LIMIT 1`)
  const [row] = rows
  return row ? { kid: row.kid, alg: row.alg, signsInSeconds: row.waits } : null
}
