import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { behindBreaker, type Carrier } from './carrier.ts'
import { DELIVERY_PROBLEMS, type DeliveryProblem } from './delivery-problem.ts'
import {
  type CarrierServer,
  closedPort,
  type Reply,
  startCarrierServer,
  TAKEN,
  twilioError,
} from './testing/carrier-server.ts'
import { CODE, messageOf, NUMBER } from './testing/challenges.ts'
import { twilioSms, twilioVoice } from './twilio.ts'
import { webhook } from './webhook.ts'

const AUTH_TOKEN = 'the-auth-token-of-the-test'
const SECRET = 'a webhook secret of the test'

let server: CarrierServer
let logged: string
beforeEach(async () => {
  logged = ''
  server = await startCarrierServer()
})
afterEach(() => server.stop())

const log = pino({ level: 'trace' }, { write: (line: string) => (logged += line) })
const access = (changes = {}) => ({
  baseUrl: `${server.url}/`,
  accountSid: 'AC123',
  authToken: AUTH_TOKEN,
  timeoutMs: 2_000,
  ...changes,
})
const sms = (changes = {}) => twilioSms(access(changes), { From: '+15005550006' })
const hook = (changes = {}) => webhook({ url: `${server.url}/hook`, secret: SECRET, timeoutMs: 2_000, ...changes })
const formOf = (body: string | undefined) => Object.fromEntries(new URLSearchParams(body))
const problemOf = async (carrier: Carrier): Promise<DeliveryProblem> =>
  carrier(messageOf()).then(
    () => expect.unreachable('it was taken'),
    (error: DeliveryProblem) => error,
  )

describe('Twilio', () => {
  it('sends a text message by the form its reference describes', async () => {
    await sms()(messageOf())
    const [sent] = server.received
    expect(sent?.path).toBe('POST /2010-04-01/Accounts/AC123/Messages.json')
    expect(sent?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${btoa(`AC123:${AUTH_TOKEN}`)}`,
    })
    expect(formOf(sent?.body)).toEqual({
      To: NUMBER,
      From: '+15005550006',
      Body: `${CODE} is your code for Storefront. We will never ask you for it. Do not share it with anyone.`,
      ValidityPeriod: '300',
    })
  })

  it('lets the messaging service pick the sender', async () => {
    await twilioSms(access(), { MessagingServiceSid: 'MG1' })(messageOf())
    const form = formOf(server.received[0]?.body)
    expect(form).toMatchObject({ MessagingServiceSid: 'MG1' })
    expect(form).not.toHaveProperty('From')
  })

  it('calls with the words in the request, so that no address of ours holds the code', async () => {
    await twilioVoice(access(), '+15005550006')(messageOf({ channel: 'voice' }))
    const [sent] = server.received
    expect(sent?.path).toBe('POST /2010-04-01/Accounts/AC123/Calls.json')
    const form = formOf(sent?.body)
    expect(Object.keys(form).toSorted()).toEqual(['From', 'To', 'Twiml'])
    expect(form.Twiml?.match(/<Say>\d<\/Say>/g)?.join('')).toBe([...CODE, ...CODE].map(d => `<Say>${d}</Say>`).join(''))
  })

  it.each([
    ['an invalid number', twilioError(400, 21211), 'INVALID_NUMBER', 21211],
    ['a landline', twilioError(400, 21614), 'INVALID_NUMBER', 21614],
    ['one who opted out', twilioError(400, 21610), 'OPTED_OUT', 21610],
    ['a code we do not know', twilioError(400, 29999), 'REFUSED', 29999],
    ['wrong credentials', twilioError(401, 20003), 'UNAUTHORIZED', 20003],
    ['too many requests', twilioError(429, 20429), 'RATE_LIMITED', 20429],
    ['its own fault', twilioError(503, 20503), 'SERVER_ERROR', 20503],
    ['a gateway page', { status: 502, body: '<html>' }, 'SERVER_ERROR', undefined],
    ['no JSON in a refusal', { status: 400, body: 'nope' }, 'REFUSED', undefined],
    [
      'success without a message',
      { status: 200, body: '<html>log in to this wifi</html>' },
      'INVALID_ANSWER',
      undefined,
    ],
    ['success in broken JSON', { status: 201, body: '{"sid":"SM' }, 'INVALID_ANSWER', undefined],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example' } }, 'REFUSED', undefined],
  ] as [string, Reply, string, number | undefined][])('%s', async (_name, reply, problem, vendorCode) => {
    server.carrier.reply = () => reply
    const error = await problemOf(sms())
    expect(error).toMatchObject({ problem, vendorCode, status: reply.status })
    expect(server.received).toHaveLength(1)
    const said = `${error.message} ${error.stack} ${JSON.stringify(error)} ${JSON.stringify(error.toFailure())}`
    for (const secret of [NUMBER, CODE, AUTH_TOKEN]) expect(said).not.toContain(secret)
  })

  it('a message without a number is refused before anybody is asked', async () => {
    await expect(sms()(messageOf({ to: null }))).rejects.toMatchObject({ problem: 'INVALID_NUMBER' })
    expect(server.received).toEqual([])
  })
})

describe('both', () => {
  const both = [
    ['twilio', sms],
    ['webhook', hook],
  ] as const

  it.each(both)('%s: slow is over after the limit, and may be tried later', async (_name, carrier) => {
    server.carrier.reply = () => ({ ...TAKEN, afterMs: 3_000 })
    const startedMs = performance.now()
    expect(await problemOf(carrier({ timeoutMs: 150 }))).toMatchObject({ problem: 'TIMEOUT' })
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })

  it.each(both)('%s: nobody there', async (_name, carrier) => {
    const url = `http://127.0.0.1:${await closedPort()}`
    expect(await problemOf(carrier({ url, baseUrl: url }))).toMatchObject({ problem: 'UNREACHABLE' })
  })

  it.each(both)('%s: a flood of an answer is cut off', async (_name, carrier) => {
    server.carrier.reply = () => ({ status: 500, body: 'y'.repeat(5_000_000) })
    expect(await problemOf(carrier())).toMatchObject({ problem: 'SERVER_ERROR' })
  })

  it.each(both)('%s: Retry-After in seconds and as a date', async (_name, carrier) => {
    server.carrier.reply = () => ({ status: 429, headers: { 'retry-after': '7' } })
    expect((await problemOf(carrier())).toFailure()).toMatchObject({
      failure: 'dependency_unavailable',
      details: { retryAfterSeconds: 7 },
    })
    const inTwenty = new Date(Date.now() + 20_000).toUTCString()
    server.carrier.reply = () => ({ status: 503, headers: { 'retry-after': inTwenty } })
    const { retryAfterSeconds } = await problemOf(carrier())
    expect(retryAfterSeconds).toBeGreaterThan(17)
    expect(retryAfterSeconds).toBeLessThanOrEqual(20)
    server.carrier.reply = () => ({ status: 503, headers: { 'retry-after': 'soon' } })
    expect((await problemOf(carrier())).retryAfterSeconds).toBeUndefined()
  })

  it.each(Object.entries(DELIVERY_PROBLEMS))('%s is told as what it is: %o', async (name, { retry }) => {
    const { DeliveryProblem } = await import('./delivery-problem.ts')
    const { failure } = new DeliveryProblem(name as keyof typeof DELIVERY_PROBLEMS).toFailure()
    expect(failure).toBe(retry ? 'dependency_unavailable' : 'mfa_method_invalid')
  })
})

describe('the webhook', () => {
  // What a receiver does, by the text of the specification and not by our code.
  function verify({ headers, body }: { headers: Record<string, unknown>; body: string }, key: Buffer) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const age = Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp']))
    return (
      age < 300 && headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    )
  }

  it('says who, what and where, under one id for the same challenge', async () => {
    const message = messageOf()
    await hook()(message)
    await hook()(message)
    const [first, second] = server.received
    expect(first?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': message.transactionId })
    expect(second?.headers['webhook-id']).toBe(message.transactionId)
    const { created_at, ...body } = JSON.parse(first?.body ?? '')
    expect(body).toEqual({
      id: message.transactionId,
      type: 'mfa.challenge',
      channel: 'sms',
      cupid: 'C-1',
      to: NUMBER,
      code: CODE,
      app_name: 'Storefront',
      context_id: message.contextId,
      transaction_id: message.transactionId,
    })
    expect(created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('a push has neither number nor code', async () => {
    await hook()(messageOf({ channel: 'push' }))
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({ channel: 'push', to: null, code: null })
  })

  it('is signed so that a receiver can tell, and no other secret would do', async () => {
    await hook()(messageOf())
    const got = server.received[0]!
    expect(verify(got, Buffer.from(SECRET))).toBe(true)
    expect(verify({ ...got, body: got.body.replace(CODE, '000000') }, Buffer.from(SECRET))).toBe(false)
    expect(verify(got, Buffer.from('another secret of the test'))).toBe(false)
  })

  it('takes a secret as the libraries of Standard Webhooks write it', async () => {
    const key = Buffer.from('thirty-two bytes that are secret')
    await hook({ secret: `whsec_${key.toString('base64')}` })(messageOf())
    expect(verify(server.received[0]!, key)).toBe(true)
  })

  it.each([200, 202, 204])('%i means taken, whatever the body says', async status => {
    server.carrier.reply = () => ({ status, ...(status !== 204 && { body: '<garbage' }) })
    await expect(hook()(messageOf())).resolves.toBeUndefined()
  })

  it.each([
    [408, 'SERVER_ERROR'],
    [425, 'SERVER_ERROR'],
    [500, 'SERVER_ERROR'],
    [400, 'REFUSED'],
    [410, 'REFUSED'],
    [401, 'UNAUTHORIZED'],
    [307, 'REFUSED'],
  ])('%i is %s', async (status, problem) => {
    server.carrier.reply = () => ({ status, headers: { location: `${server.url}/other` } })
    expect(await problemOf(hook())).toMatchObject({ problem, status })
    expect(server.received).toHaveLength(1)
  })
})

describe('the breaker', () => {
  it('spares everyone the time-out of a carrier that is down, and lets it back', async () => {
    server.carrier.reply = () => ({ status: 500 })
    const carrier = behindBreaker('twilio', log)(sms())
    for (let i = 0; i < 5; i++) expect(await problemOf(carrier)).toMatchObject({ problem: 'SERVER_ERROR' })
    expect(await problemOf(carrier)).toMatchObject({ problem: 'BREAKER_OPEN' })
    expect(server.received).toHaveLength(5)
    server.carrier.reply = () => TAKEN
    await sleep(1_050)
    await carrier(messageOf())
    await carrier(messageOf())
    expect(server.received).toHaveLength(7)
    expect(logged.match(/"state":"(open|closed)"/g)).toEqual(['"state":"open"', '"state":"closed"'])
  })

  it('is not opened by users with bad numbers, nor by a limit', async () => {
    const carrier = behindBreaker('twilio', log)(sms())
    for (const reply of [twilioError(400, 21211), twilioError(429, 20429)]) {
      server.carrier.reply = () => reply
      for (let i = 0; i < 8; i++) await problemOf(carrier)
    }
    server.carrier.reply = () => TAKEN
    await carrier(messageOf())
    expect(server.received).toHaveLength(17)
  })
})
