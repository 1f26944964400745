import type { Database } from '#db/client.ts'
import type { Env } from '#lib/env.ts'
import type { Log } from '#lib/log.ts'
import { behindBreaker, type Carrier } from './carrier.ts'
import { CHANNELS, type Channel, type Delivery } from './delivery.ts'
import { DeliveryProblem } from './delivery-problem.ts'
import { demoOutbox } from './demo-outbox.ts'
import { type TwilioSender, twilioSms, twilioVoice } from './twilio.ts'
import { webhook } from './webhook.ts'

type Carriers = Partial<Record<Channel, Carrier>>

/**
 * Who brings what, as the environment says: Twilio text messages and calls, the webhook what Twilio does not, the demo's
 * outbox what is left over, in the demo only. Throws one readable error for half a configuration.
 */
export function openDelivery(env: Env, db: Database, log: Log): Delivery {
  const carriers: Carriers = { ...openDemo(env, db), ...openWebhook(env, log), ...openTwilio(env, log) }
  return {
    channels: new Set(CHANNELS.filter(channel => carriers[channel])),
    async send(message) {
      const carrier = carriers[message.channel]
      try {
        if (!carrier) throw new DeliveryProblem('NO_CARRIER')
        await carrier(message)
      } catch (error) {
        throw error instanceof DeliveryProblem ? error.toFailure() : error
      }
    },
  }
}

function openDemo(env: Env, db: Database): Carriers {
  if (!env.demo) return {}
  const outbox = demoOutbox(db)
  return { sms: outbox, voice: outbox, push: outbox }
}

function openWebhook(env: Env, log: Log): Carriers {
  const { DELIVERY_WEBHOOK_URL: url, DELIVERY_WEBHOOK_SECRET: secret, DELIVERY_TIMEOUT_MS: timeoutMs } = env
  if (!url && !secret) return {}
  if (!url || !secret)
    throw halves('The delivery webhook', { DELIVERY_WEBHOOK_URL: url, DELIVERY_WEBHOOK_SECRET: secret })
  if (isInTheClear(url)) log.warn('delivery: DELIVERY_WEBHOOK_URL is http://; codes cross the network in the clear')
  const carrier = behindBreaker('webhook', log)(webhook({ url, secret, timeoutMs }))
  return { sms: carrier, voice: carrier, push: carrier }
}

function openTwilio(env: Env, log: Log): Carriers {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = env
  const { TWILIO_FROM: from, TWILIO_MESSAGING_SERVICE_SID: service } = env
  if (!accountSid && !authToken && !from && !service) return {}
  if (!accountSid || !authToken || !(from || service)) {
    throw halves('Twilio', {
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      'TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID': from ?? service,
    })
  }
  const access = { baseUrl: env.TWILIO_BASE_URL, accountSid, authToken, timeoutMs: env.DELIVERY_TIMEOUT_MS }
  const behind = behindBreaker('twilio', log)
  const sender: TwilioSender = service ? { MessagingServiceSid: service } : { From: from ?? '' }
  const sms = behind(twilioSms(access, sender))
  // A call shows a number; a sender's name or a messaging service cannot place one.
  return from && /^\+\d/.test(from) ? { sms, voice: behind(twilioVoice(access, from)) } : { sms }
}

function halves(what: string, settings: Record<string, string | undefined>): Error {
  const missing = Object.entries(settings).filter(([, value]) => !value)
  return new Error(`${what} is configured by halves; missing: ${missing.map(([name]) => name).join(', ')}.`)
}

function isInTheClear(url: string) {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
