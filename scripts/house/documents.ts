import { openDatabase } from '#db/client.ts'
import { publishPackaged } from '#lib/esign/publish-packaged.ts'
import { createLog } from '#lib/log.ts'
import type { HouseDatabase } from './database.ts'

/** Publishes the packaged documents that are not there yet: with the application's rights, which may add and no more. */
export async function publishDocuments({ appUrl, appRole }: HouseDatabase): Promise<void> {
  const { db, pool } = openDatabase({ url: appUrl, poolSize: 1, role: appRole, log: createLog('error') })
  try {
    await publishPackaged(db)
  } finally {
    await pool.end()
  }
}
