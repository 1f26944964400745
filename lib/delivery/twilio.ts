import type { Carrier } from './carrier.ts'
import { DeliveryProblem, type DeliveryProblemName } from './delivery-problem.ts'
import { post } from './post.ts'
import { smsText, twiml } from './words.ts'

export type TwilioAccess = {
  baseUrl: string
  accountSid: string
  authToken: string
  timeoutMs: number
}

/** Who a text message comes from: a number or name, or the messaging service that picks one. */
export type TwilioSender = { From: string } | { MessagingServiceSid: string }

// A message that has waited this long in Twilio's own queue carries a code that is dead.
const VALIDITY_SECONDS = 300

/** Text messages by Twilio's Messages resource: https://www.twilio.com/docs/messaging/api/message-resource */
export const twilioSms =
  (access: TwilioAccess, sender: TwilioSender): Carrier =>
  async ({ to, code, appName }) => {
    if (!to || !code) throw new DeliveryProblem('INVALID_NUMBER')
    const body = { To: to, ...sender, Body: smsText(appName, code), ValidityPeriod: String(VALIDITY_SECONDS) }
    await create(access, 'Messages', body)
  }

/** Calls by Twilio's Calls resource: https://www.twilio.com/docs/voice/api/call-resource */
export const twilioVoice =
  (access: TwilioAccess, from: string): Carrier =>
  async ({ to, code, appName }) => {
    if (!to || !code) throw new DeliveryProblem('INVALID_NUMBER')
    await create(access, 'Calls', { To: to, From: from, Twiml: twiml(appName, code) })
  }

async function create(access: TwilioAccess, resource: 'Messages' | 'Calls', form: Record<string, string>) {
  const { baseUrl, accountSid, authToken, timeoutMs } = access
  await post({
    url: `${baseUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/${resource}.json`,
    headers: {
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: new URLSearchParams(form).toString(),
    timeoutMs,
    read,
  })
}

// Twilio asks not to decide by its error codes, which it refines: the status decides, the code only explains.
const REASONS: Record<number, DeliveryProblemName> = {
  21211: 'INVALID_NUMBER',
  21214: 'INVALID_NUMBER',
  21217: 'INVALID_NUMBER',
  21265: 'INVALID_NUMBER',
  21614: 'INVALID_NUMBER',
  21635: 'INVALID_NUMBER',
  21610: 'OPTED_OUT',
}

function read(text: string, status: number, problem: DeliveryProblem | null) {
  const { sid, code } = parse(text)
  // A page of some proxy with status 200 has sent nothing.
  if (!problem && typeof sid !== 'string') throw new DeliveryProblem('INVALID_ANSWER', { status })
  if (!problem || typeof code !== 'number') return
  const { retryAfterSeconds } = problem
  const reason = problem.problem === 'REFUSED' ? (REASONS[code] ?? 'REFUSED') : problem.problem
  throw new DeliveryProblem(reason, { status, retryAfterSeconds, vendorCode: code })
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
