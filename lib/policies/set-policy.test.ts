import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { ROLES, type Role } from '#lib/agents/rules.ts'
import { type Context, systemContext } from '#lib/context.ts'
import { createLog } from '#lib/log.ts'
import type { Parts } from '#lib/parts.ts'
import { loadNewest, loadPolicy } from './queries.ts'
import { StepUpPolicy } from './schema.ts'
import { setPolicy } from './set-policy.ts'

let database: TestDatabase
let ctx: Context

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = systemContext({ db: database.db, log: createLog('silent') } as Parts, 'test')
})
afterAll(() => database.drop())

const set = (settings: object, context = ctx) =>
  setPolicy(context, { name: 'step_up', settings, reason: 'a quieter week' })
const rows = async <Row>(text: string) => (await database.owner.query(text)).rows as Row[]
const changes = () =>
  rows<Record<string, unknown>>(
    `SELECT severity, event_category, event_data FROM audit_logs ORDER BY created_at, audit_id`,
  )
const agent = (role: Role): Context => ({
  ...ctx,
  actor: { kind: 'agent', id: `CUPID-${role}`, username: role, role, agentSessionId: '' },
})

describe('a policy', () => {
  test('is the defaults until somebody changes it; each change is a whole version, with what it changed on record', async () => {
    const defaults = StepUpPolicy.parse({})
    expect(await loadNewest(database.db, 'step_up')).toEqual({ version: 0, settings: defaults })
    expect(defaults).toMatchObject({ highValue: 10_000, maxAgeSeconds: 900, onFailure: 'deny' })
    expect(await set({ highValue: 5000 })).toEqual({
      name: 'step_up',
      version: 1,
      settings: { ...defaults, highValue: 5000 },
    })
    await set({ onFailure: 'revoke_session', highValueIn: { JPY: 1_000_000 } }, agent('admin'))
    const settings = { ...defaults, highValue: 5000, highValueIn: { JPY: 1_000_000 }, onFailure: 'revoke_session' }
    expect(await loadPolicy(database.db, 'step_up')).toEqual(settings)
    expect(await rows(`SELECT version, author, reason, settings FROM policies ORDER BY version`)).toEqual([
      { version: 1, author: 'test', reason: 'a quieter week', settings: { ...defaults, highValue: 5000 } },
      { version: 2, author: 'CUPID-admin', reason: 'a quieter week', settings },
    ])
    const common = { severity: 'WARN', event_category: 'SECURITY' }
    const data = { policy: 'step_up', reason: 'a quieter week' }
    expect(await changes()).toEqual([
      {
        ...common,
        event_data: {
          ...data,
          version: 1,
          before: { highValue: 10_000 },
          after: { highValue: 5000 },
          actor: { kind: 'system', id: 'test' },
        },
      },
      {
        ...common,
        event_data: {
          ...data,
          version: 2,
          before: { highValueIn: {}, onFailure: 'deny' },
          after: { highValueIn: { JPY: 1_000_000 }, onFailure: 'revoke_session' },
          actor: { kind: 'agent', id: 'CUPID-admin' },
        },
      },
    ])
  })

  test('changed by twenty at once has twenty versions, and none undoes another’s change', async () => {
    const { version } = await loadNewest(database.db, 'step_up')
    const settings = (n: number) => (n % 2 ? { highValue: 1000 + n } : { maxAgeSeconds: 1000 + n })
    const set20 = await Promise.all(Array.from({ length: 20 }, (_, n) => set(settings(n))))
    expect(set20.map(one => one.version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => version + 1 + n),
    )
    const newest = await loadPolicy(database.db, 'step_up')
    expect(newest.highValue).toBeGreaterThan(1000)
    expect(newest.highValue % 2).toBe(1)
    expect(newest.maxAgeSeconds % 2).toBe(0)
  })

  test.each([
    ['highValue', { highValue: 0 }],
    ['highValue', { highValue: '5000' }],
    ['highValueIn.dollars', { highValueIn: { dollars: 5 } }],
    ['maxAgeSeconds', { maxAgeSeconds: 0.5 }],
    ['onFailure', { onFailure: 'shrug' }],
    ['sensitiveChanges.0', { sensitiveChanges: [' '] }],
    // A misspelt threshold must not be taken for one that was set.
    ['', { highvalue: 5000 }],
  ])('refuses a %s that makes no sense', async (field, settings) => {
    const before = await loadNewest(database.db, 'step_up')
    await expect(set(settings)).rejects.toMatchObject({ failure: 'request_invalid', details: { field } })
    expect(await loadNewest(database.db, 'step_up')).toEqual(before)
  })

  test('has a name and wants a reason', async () => {
    const input = { name: 'step_up', settings: {}, reason: 'a reason' }
    for (const [field, change] of Object.entries({ name: 'moon_phase', reason: ' ' })) {
      await expect(setPolicy(ctx, { ...input, [field]: change })).rejects.toMatchObject({ details: { field } })
    }
  })
})

test.each(ROLES)('an agent who is %s', async role => {
  const attempt = set({ highValue: 7000 }, agent(role))
  if (role === 'admin') await expect(attempt).resolves.toMatchObject({ settings: { highValue: 7000 } })
  else await expect(attempt).rejects.toMatchObject({ failure: 'permission_missing' })
})

test.each([
  { kind: 'client_app', id: 'back-office' },
  { kind: 'user', id: 'CUPID-1' },
] as const)('nobody else: %j', async actor => {
  await expect(set({ highValue: 1 }, { ...ctx, actor })).rejects.toMatchObject({ failure: 'permission_missing' })
})
