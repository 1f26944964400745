import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertJudgedSession } from './testing/judged-session.ts'
import { basic, startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
let backOffice: Record<string, string>
beforeAll(async () => {
  api = await startTestApi()
  backOffice = basic('back-office', api.secrets['back-office'] ?? '')
  await insertJudgedSession(api.database.db)
})
afterAll(() => api.close())

const find = (query: Record<string, string>) => api.get(`/admin/sessions?${new URLSearchParams(query)}`, backOffice)

describe('what is asked for', () => {
  test.each([
    ['status', 'SLEEPING'],
    ['session_id', '42'],
    ['cupid', ''],
    ['cupid', 'a\u0000'],
    ['username', 'x'.repeat(101)],
    ['app_id', 'a b'],
    ['ip', '300.1.1.1'],
    ['ip', '10.0.0.0/8; DROP TABLE sessions'],
    ['risk_min', '101'],
    ['created_from', 'yesterday'],
    ['created_from', '2026-01-01'],
    ['created_from', '0000-01-01T00:00:00Z'],
    ['active_until', '9999-12-31T23:59:59-12:00'],
    ['sort', 'cupid'],
    ['limit', '0'],
    ['limit', '201'],
    ['limit', '1e2'],
    ['cursor', ''],
  ])('%s=%j makes no sense', async (field, value) => {
    const { status, body } = await find({ [field]: value })
    // Of a list, which of its items: `status.0`.
    expect([status, body.error_code, body.field.split('.')[0]]).toEqual([400, 'CIAM_E01_05_001', field])
  })

  test('a filter that there is not, or one that is there twice, is not passed over', async () => {
    expect((await find({ cuipd: 'C-1' })).status).toBe(400)
    const twice = await api.get('/admin/sessions?cupid=C-1&cupid=C-2', backOffice)
    expect([twice.status, twice.body.field]).toEqual([400, 'cupid'])
  })

  const CORPUS = [
    "' OR '1'='1",
    "'; DROP TABLE sessions; --",
    '%',
    '__',
    '\\',
    '"',
    '$1',
    '{1}',
    '1)) UNION SELECT 1 --',
    '*)(uid=*',
  ]
  // An app's name may be an underscore.
  test('app_id takes names only', async () => {
    for (const text of CORPUS) {
      const { status, body } = await find({ app_id: text })
      if (text === '__') expect([status, body.sessions]).toEqual([200, []])
      else expect([status, body.field], text).toEqual([400, 'app_id.0'])
    }
  })

  test.each(['cupid', 'guid', 'username', 'device', 'place'])('%s takes data only', async field => {
    for (const text of CORPUS) {
      const { status, body } = await find({ [field]: text })
      expect([status, body.sessions], text).toEqual([200, []])
    }
    expect((await find({})).body.sessions).toHaveLength(1)
  })

  test.each([
    'status',
    'session_id',
    'ip',
    'risk_min',
    'risk_max',
    'min_step_ups',
    'created_from',
    'created_until',
    'active_from',
    'active_until',
    'sort',
    'limit',
  ])('%s takes nothing of the kind', async field => {
    for (const text of CORPUS) {
      const { status, body } = await find({ [field]: text })
      expect([status, body.field.split('.')[0]], text).toEqual([400, field])
    }
  })
})
