import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { parseEnv } from '#lib/env.ts'
import { CHANNELS } from './delivery.ts'
import { openDelivery } from './open-delivery.ts'
import { type CarrierServer, startCarrierServer } from './testing/carrier-server.ts'
import { CODE, messageOf, NUMBER } from './testing/challenges.ts'

let database: TestDatabase
let server: CarrierServer
let logged: string
beforeAll(async () => {
  database = await createTestDatabase()
  server = await startCarrierServer()
})
afterAll(async () => {
  await server.stop()
  await database.drop()
})
beforeEach(() => {
  logged = ''
  server.received.length = 0
})

const log = pino({ level: 'trace' }, { write: (line: string) => (logged += line) })
const TWILIO = { TWILIO_ACCOUNT_SID: 'AC123', TWILIO_AUTH_TOKEN: 'auth-token', TWILIO_FROM: '+15005550006' }
const WEBHOOK = { DELIVERY_WEBHOOK_URL: 'https://hooks.example', DELIVERY_WEBHOOK_SECRET: 'a secret of 24 characters' }
const open = (source: Record<string, string>) => openDelivery(parseEnv(source), database.db, log)
const channels = (source: Record<string, string>) => [...open(source).channels]

describe('what can be delivered', () => {
  it('everything in the demo', () => expect(channels({})).toEqual([...CHANNELS]))
  it('nothing where nobody said how', () => expect(channels({ DEMO: '0' })).toEqual([]))
  it('codes by Twilio, no pushes', () => expect(channels({ ...TWILIO, DEMO: '0' })).toEqual(['sms', 'voice']))
  it('everything by the webhook', () => expect(channels({ ...WEBHOOK, DEMO: '0' })).toEqual([...CHANNELS]))

  it.each([
    ['a messaging service', { TWILIO_FROM: '', TWILIO_MESSAGING_SERVICE_SID: 'MG1' }],
    ['a name', { TWILIO_FROM: 'STOREFRONT' }],
  ])('text messages only, where they come from %s: it cannot call', (_name, sender) => {
    expect(channels({ ...TWILIO, ...sender, DEMO: '0' })).toEqual(['sms'])
  })
})

describe('half a configuration says what is missing', () => {
  it.each([
    [{ TWILIO_FROM: '+15005550006' }, 'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN.'],
    [{ ...TWILIO, TWILIO_AUTH_TOKEN: '' }, 'missing: TWILIO_AUTH_TOKEN.'],
    [{ ...TWILIO, TWILIO_FROM: '' }, 'missing: TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID.'],
    [{ DELIVERY_WEBHOOK_URL: 'https://hooks.example' }, 'missing: DELIVERY_WEBHOOK_SECRET.'],
    [{ DELIVERY_WEBHOOK_SECRET: WEBHOOK.DELIVERY_WEBHOOK_SECRET }, 'missing: DELIVERY_WEBHOOK_URL.'],
  ])('%o', (source, message) => expect(() => open(source)).toThrow(message))

  it.each([
    ['DELIVERY_WEBHOOK_SECRET', 'short'],
    ['DELIVERY_WEBHOOK_URL', 'hooks.example'],
    ['DELIVERY_WEBHOOK_URL', 'ftp://hooks.example'],
    ['TWILIO_BASE_URL', 'twilio'],
  ])('%s=%s is refused', (name, value) => expect(() => open({ ...WEBHOOK, ...TWILIO, [name]: value })).toThrow(name))
})

it('warns of codes that cross a network in the clear, and of no loopback', () => {
  open({ ...WEBHOOK, DELIVERY_WEBHOOK_URL: 'http://127.0.0.1:9000/x' })
  expect(logged).toBe('')
  open({ ...WEBHOOK, DELIVERY_WEBHOOK_URL: 'http://hooks.example' })
  expect(logged).toContain('in the clear')
})

describe('each channel goes its way', () => {
  it('Twilio before the webhook, the webhook before the outbox', async () => {
    const delivery = open({
      ...TWILIO,
      ...WEBHOOK,
      TWILIO_BASE_URL: server.url,
      DELIVERY_WEBHOOK_URL: `${server.url}/hook`,
    })
    for (const channel of CHANNELS) await delivery.send(messageOf({ channel }))
    expect(server.received.map(({ path }) => path)).toEqual([
      'POST /2010-04-01/Accounts/AC123/Messages.json',
      'POST /2010-04-01/Accounts/AC123/Calls.json',
      'POST /hook',
    ])
  })

  it('the outbox has what is left over', async () => {
    const delivery = open({ ...TWILIO, TWILIO_BASE_URL: server.url })
    const push = messageOf({ channel: 'push' })
    await delivery.send(push)
    expect(await outbox(push.transactionId)).toMatchObject([{ channel: 'push', code: null, destination: null }])
    expect(server.received).toEqual([])
  })

  it('what nobody brings is refused for good', async () => {
    await expect(open({ DEMO: '0' }).send(messageOf())).rejects.toMatchObject({
      failure: 'mfa_method_invalid',
      details: { cause: { problem: 'NO_CARRIER' } },
    })
  })
})

describe('the outbox of the demo', () => {
  it('shows what a phone would, and counts what comes twice', async () => {
    const message = messageOf()
    const delivery = open({})
    await delivery.send(message)
    await delivery.send(message)
    const body = `${CODE} is your code for Storefront. We will never ask you for it. Do not share it with anyone.`
    const row = { channel: 'sms', destination: NUMBER, code: CODE, body, cupid: 'C-1', context_id: message.contextId }
    expect(await outbox(message.transactionId)).toMatchObject([
      { ...row, attempt: 1 },
      { ...row, attempt: 2 },
    ])
  })

  it('reads the code digit by digit', async () => {
    const message = messageOf({ channel: 'voice' })
    await open({}).send(message)
    const [row] = await outbox(message.transactionId)
    expect(row.body).toBe(
      'Hello. Your code for Storefront is 4, 8, 2, 9, 1, 3. Once more: the code is 4, 8, 2, 9, 1, 3. ' +
        'We will never ask you for it. Do not share it with anyone. Goodbye.',
    )
  })
})

const outbox = async (transactionId: string) =>
  (
    await database.owner.query('SELECT * FROM demo_messages WHERE transaction_id = $1 ORDER BY attempt', [
      transactionId,
    ])
  ).rows
