import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertDevice } from '#db/testing/rows.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import type { Role } from '#lib/agents/rules.ts'
import { type Context, systemContext } from '#lib/context.ts'
import { createLog } from '#lib/log.ts'
import type { Parts } from '#lib/parts.ts'
import { expireDevices } from './expire-devices.ts'
import { revokeDevice } from './revoke-device.ts'

let database: TestDatabase
let ctx: Context

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = systemContext({ db: database.db, log: createLog('silent') } as Parts, 'test')
})
afterAll(() => database.drop())

const asAgent = (role: Role): Context => ({
  ...ctx,
  actor: { kind: 'agent', id: 'C-agent', username: 'demo.agent', role, agentSessionId: crypto.randomUUID() },
})
const events = async (deviceId: string) => {
  const { rows } = await database.pool.query(
    `SELECT severity, cupid, event_data FROM audit_logs WHERE event_data->>'device_id' = $1`,
    [deviceId],
  )
  return rows
}

describe('an agent takes a device back', () => {
  test('of any user, with a warning in the audit log that says why', async () => {
    const { deviceId, cupid } = await insertDevice(database.db)
    expect(await revokeDevice(asAgent('agent'), { deviceId, reason: 'Device lost or stolen' })).toEqual({
      deviceId,
      revoked: true,
    })
    expect(await events(deviceId)).toMatchObject([
      {
        severity: 'WARN',
        cupid,
        event_data: { reason: 'Device lost or stolen', actor: { kind: 'agent', id: 'C-agent' } },
      },
    ])
    expect(await revokeDevice(asAgent('admin'), { deviceId })).toEqual({ deviceId, revoked: false })
    expect(await events(deviceId)).toHaveLength(1)
  })

  test('not with a role that may only look', async () => {
    const { deviceId } = await insertDevice(database.db)
    await expect(revokeDevice(asAgent('viewer'), { deviceId })).rejects.toMatchObject({ failure: 'permission_missing' })
    expect(await events(deviceId)).toEqual([])
  })

  test('not one that nobody knows', async () => {
    const deviceId = crypto.randomUUID()
    await expect(revokeDevice(asAgent('agent'), { deviceId })).rejects.toMatchObject({ failure: 'not_found' })
  })
})

describe('trust runs out', () => {
  const trustedAt = new Date('2024-01-01')
  const due = () => insertDevice(database.db, { trustedAt, expiresAt: new Date('2024-06-01') })
  const count = async (status: string) =>
    (await database.pool.query('SELECT count(*)::int AS n FROM trusted_devices WHERE status = $1', [status])).rows[0].n

  test('of what is due, and of nothing else; again there is nothing to do', async () => {
    await Promise.all([due(), due(), due()])
    await insertDevice(database.db, { expiresAt: null })
    await insertDevice(database.db, { trustedAt, expiresAt: new Date('2024-06-01'), status: 'REVOKED' })
    const [active, revoked] = [await count('ACTIVE'), await count('REVOKED')]
    expect(await expireDevices(ctx)).toEqual({ ended: 3 })
    expect(await expireDevices(ctx)).toEqual({ ended: 0 })
    expect([await count('ACTIVE'), await count('REVOKED'), await count('EXPIRED')]).toEqual([active - 3, revoked, 3])
  })

  test('in batches, each device once, with two runners at once', async () => {
    const before = await count('EXPIRED')
    await database.owner.query(`
      INSERT INTO trusted_devices (guid, cupid, app_id, device_fingerprint, device_fingerprint_hash, trusted_at, expires_at)
      SELECT 'G', 'C-' || n, 'storefront-web-app', 'fp', md5(n::text), '2024-01-01', '2024-06-01' FROM generate_series(1, 2500) n`)
    const ended = await Promise.all([expireDevices(ctx), expireDevices(ctx)])
    expect(ended[0].ended + ended[1].ended).toBe(2500)
    expect(await count('EXPIRED')).toBe(before + 2500)
  })

  test('passes over one that somebody holds, without waiting', async () => {
    const { deviceId } = await due()
    const holder = await database.pool.connect()
    try {
      await holder.query('BEGIN')
      await holder.query('SELECT FROM trusted_devices WHERE device_id = $1 FOR UPDATE', [deviceId])
      expect(await expireDevices(ctx)).toEqual({ ended: 0 })
      await holder.query('ROLLBACK')
    } finally {
      holder.release()
    }
    expect(await expireDevices(ctx)).toEqual({ ended: 1 })
  })
})
