import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertDevice } from '#db/testing/rows.ts'
import { bearer, startTestApi, type TestApi } from './testing/test-api.ts'

const CUPID = 'CUPID-DEMO-SIMPLE'
const NOBODY = crypto.randomUUID()

let api: TestApi
let token: Record<string, string>
let sessionId: string
beforeAll(async () => {
  api = await startTestApi()
  const signedIn = await api.signIn()
  token = bearer(signedIn.accessToken)
  sessionId = signedIn.sessionId
})
afterAll(() => api.close())

const own = (columns: Parameters<typeof insertDevice>[1] = {}) =>
  insertDevice(api.database.db, { cupid: CUPID, ...columns })
const list = async () => (await api.get('/auth/devices', token)).body.devices
const find = async (deviceId: string) => (await list()).find((one: { device_id: string }) => one.device_id === deviceId)
const revoke = (id: string, headers: Record<string, string> = token) => api.delete(`/auth/devices/${id}`, headers)
const rename = (id: string, device_name: unknown, headers: Record<string, string> = token) =>
  api.send('PATCH', `/auth/devices/${id}`, {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ device_name }),
  })
const eventsOf = (deviceId: string) =>
  api.rows(`SELECT * FROM audit_logs WHERE event_type LIKE 'DEVICE_RE%' AND event_data->>'device_id' = $1`, [deviceId])
const statusOf = async (deviceId: string) =>
  (await api.rows('SELECT status, revoked_at FROM trusted_devices WHERE device_id = $1', [deviceId]))[0]

describe('the devices a user trusts', () => {
  test('with all that is promised, and nothing of another user', async () => {
    const { deviceId } = await own({ deviceName: 'Chrome on Windows', deviceType: 'BROWSER' })
    const others = await insertDevice(api.database.db)
    expect(await find(deviceId)).toEqual({
      device_id: deviceId,
      device_name: 'Chrome on Windows',
      device_type: 'BROWSER',
      app_id: 'storefront-web-app',
      trusted_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/),
      last_used_at: expect.any(String),
      expires_at: expect.any(String),
      status: 'ACTIVE',
      current: false,
    })
    expect(await find(others.deviceId)).toBeUndefined()
  })

  test('the one that asks is the current one, in its own app alone', async () => {
    const deviceFingerprint = `fp-${crypto.randomUUID()}`
    await api.rows('UPDATE sessions SET device_fingerprint = $2 WHERE session_id = $1', [sessionId, deviceFingerprint])
    const here = await own({ deviceFingerprint })
    const otherApp = await own({ deviceFingerprint, appId: 'mobile-app' })
    expect([await find(here.deviceId), await find(otherApp.deviceId)]).toMatchObject([
      { current: true },
      { current: false },
    ])
  })

  test('last used first; run out before the job says so; revoked ones are gone', async () => {
    const [first, second] = [
      await own({ lastUsedAt: new Date('2031-01-02') }),
      await own({ lastUsedAt: new Date('2031-01-01') }),
    ]
    const expired = await own({ trustedAt: new Date('2024-01-01'), expiresAt: new Date('2024-06-01') })
    const revoked = await own({ status: 'REVOKED' })
    const devices = await list()
    expect(devices.slice(0, 2).map((one: { device_id: string }) => one.device_id)).toEqual([
      first.deviceId,
      second.deviceId,
    ])
    expect(await find(expired.deviceId)).toMatchObject({ status: 'EXPIRED', expires_at: '2024-06-01T00:00:00.000Z' })
    expect(await find(revoked.deviceId)).toBeUndefined()
  })
})

describe('taking one back', () => {
  test('ends its trust, with an event; again is no error and no event', async () => {
    const { deviceId } = await own()
    for (let time = 0; time < 2; time++) {
      const { status, body } = await revoke(deviceId)
      expect([status, body]).toEqual([200, { success: true, device_id: deviceId }])
    }
    expect(await statusOf(deviceId)).toMatchObject({ status: 'REVOKED', revoked_at: expect.any(Date) })
    expect(await eventsOf(deviceId)).toMatchObject([
      {
        event_category: 'DEVICE',
        severity: 'INFO',
        cupid: CUPID,
        event_data: { device_id: deviceId, app_id: 'storefront-web-app', actor: { kind: 'user', id: CUPID } },
      },
    ])
  })

  test('a hundred times at once is one revocation and one event', async () => {
    const { deviceId } = await own()
    const answers = await Promise.all(Array.from({ length: 100 }, () => revoke(deviceId)))
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([200]))
    expect(await eventsOf(deviceId)).toHaveLength(1)
  })

  test('somebody else’s, or nobody’s: 404, alike, and it stays', async () => {
    const { deviceId } = await insertDevice(api.database.db)
    const answers = [await revoke(deviceId), await revoke(NOBODY)]
    for (const { status, body } of answers) expect([status, body.error_code]).toEqual([404, 'CIAM_E01_05_001'])
    expect(answers[0]?.body.title).toBe(answers[1]?.body.title)
    expect(await statusOf(deviceId)).toMatchObject({ status: 'ACTIVE' })
    expect(await eventsOf(deviceId)).toEqual([])
  })
})

describe('renaming', () => {
  test('one of the user’s own', async () => {
    const { deviceId } = await own({ deviceName: 'Chrome on Windows' })
    expect((await rename(deviceId, '  Ada’s laptop 💻 ')).body).toEqual({ success: true, device_id: deviceId })
    expect(await find(deviceId)).toMatchObject({ device_name: 'Ada’s laptop 💻' })
    expect(await eventsOf(deviceId)).toMatchObject([{ event_type: 'DEVICE_RENAMED', event_category: 'DEVICE' }])
  })

  test('not another’s, not an unknown one, not one that is not trusted any more', async () => {
    const other = await insertDevice(api.database.db, { deviceName: 'Theirs' })
    const revoked = await own({ status: 'REVOKED', deviceName: 'Gone' })
    for (const id of [other.deviceId, revoked.deviceId, NOBODY]) {
      expect((await rename(id, 'Mine')).status).toBe(404)
    }
    const names = await api.rows('SELECT device_name FROM trusted_devices WHERE device_id = ANY ($1) ORDER BY 1', [
      [other.deviceId, revoked.deviceId],
    ])
    expect(names.map(row => row.device_name)).toEqual(['Gone', 'Theirs'])
  })

  test.each([
    [''],
    ['   '],
    ['a'.repeat(201)],
    ['two\nlines'],
    ['NUL \u0000'],
    ['\u202Egnp.exe'],
    [7],
    [null],
    [undefined],
  ])('no name: %j', async name => {
    const { deviceId } = await own({ deviceName: 'Before' })
    const { status, body } = await rename(deviceId, name)
    expect([status, body.error_code, body.field]).toEqual([400, 'CIAM_E01_05_001', 'device_name'])
    expect(await find(deviceId)).toMatchObject({ device_name: 'Before' })
  })

  test('a name is data', async () => {
    const { deviceId } = await own()
    const name = `'); DROP TABLE trusted_devices; -- <script>`
    await rename(deviceId, name)
    expect(await find(deviceId)).toMatchObject({ device_name: name })
  })

  test('many at once: one of the names, and no failure', async () => {
    const { deviceId } = await own()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => rename(deviceId, `name ${n}`)))
    expect(answers.every(answer => answer.status === 200)).toBe(true)
    expect((await find(deviceId)).device_name).toMatch(/^name \d+$/)
    expect(await eventsOf(deviceId)).toHaveLength(20)
  })
})

test('nothing without a bearer’s token, and an id that is none is no question', async () => {
  const { deviceId } = await own()
  for (const ask of [() => api.get('/auth/devices'), () => revoke(deviceId, {}), () => rename(deviceId, 'Mine', {})]) {
    expect((await ask()).body.error_code).toBe('CIAM_E04_00_006')
  }
  for (const headers of [bearer('x'), bearer(`${token.authorization?.slice(7, -4)}AAAA`)]) {
    expect((await revoke(deviceId, headers)).body.error_code).toBe('CIAM_E04_00_007')
  }
  expect(await statusOf(deviceId)).toMatchObject({ status: 'ACTIVE' })
  const odd = await revoke("1'%20OR%20'1'='1")
  expect([odd.status, odd.body.field]).toEqual([400, 'id'])
})
