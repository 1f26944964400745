'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import { createClient, dataOf } from '#lib/api/client/client.ts'
import type { Phone, PhoneMessage } from '#lib/demo/schema.ts'
import { explainProblem } from '../bank/explain-problem.ts'
import { type Tell, tellingFetch } from '../use-calls.ts'
import { DEMO_PASSWORD } from '../use-identity.ts'

const CLIENT_ID = 'mobile-app'
/** The phone was set up long ago: the demo world knows it as a trusted device of whoever approves pushes. */
const FINGERPRINT = 'demo-phone'
const CODE_WAIT_MS = 10_000

export type PhoneApp = ReturnType<typeof usePhoneApp>
export type AppState = 'signed-out' | 'signing-in' | 'ready' | { trouble: string }

/**
 * The bank's app on the phone. It signs in for real, as its own client app and into a session of its own, when the first
 * push comes; where a second factor is asked for, with the code that comes to this very phone. Its access token stays in
 * memory, and its cookie is left out: the browser is the bank's.
 */
export function usePhoneApp(username: string, tell: Tell) {
  const [state, setState] = useState<AppState>('signed-out')
  const token = useRef<{ value: Promise<string>; until: number } | null>(null)
  const client = useMemo(
    () =>
      createClient({
        baseUrl: '',
        clientId: CLIENT_ID,
        appVersion: '8.3.0',
        deviceFingerprint: FINGERPRINT,
        fetch: tellingFetch(CLIENT_ID, tell, { credentials: 'omit' }),
      }),
    [tell],
  )

  /** The app's access token, for which it signs in when it has none that lasts. Throws what the API refuses. */
  const signIn = useCallback((): Promise<string> => {
    if (token.current && token.current.until > Date.now()) return token.current.value
    setState('signing-in')
    const value = openSession(client, username).then(({ access_token, expires_in }) => {
      token.current = { value, until: Date.now() + (expires_in - 30) * 1000 }
      setState('ready')
      return access_token
    })
    // Whoever asks meanwhile waits for the same sign-in; one that fails is forgotten.
    token.current = { value, until: Number.POSITIVE_INFINITY }
    value.catch(() => {
      token.current = null
    })
    return value
  }, [client, username])

  const attempt = useCallback(async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    try {
      return await work()
    } catch (error) {
      setState({ trouble: error instanceof PhoneTrouble ? error.message : explainProblem(error).words })
      return null
    }
  }, [])

  /** Approves a push with the number typed, or denies it with null. False for a wrong number, null where it failed. */
  const answer = useCallback(
    (push: PhoneMessage, typed: number | null) =>
      attempt(async () => {
        const send = async () => {
          const headers = { authorization: `Bearer ${await signIn()}` }
          const params = { path: { id: push.transactionId } }
          const body = { context_id: push.contextId }
          return typed === null
            ? client.POST('/api/v1/auth/mfa/transactions/{id}/deny', { params, headers, body })
            : client.POST('/api/v1/auth/mfa/transactions/{id}/approve', {
                params,
                headers,
                body: { ...body, selected_number: typed },
              })
        }
        let answered = await send()
        if (answered.response.status === 401) {
          token.current = null
          answered = await send()
        }
        return (await dataOf(Promise.resolve(answered))).success
      }),
    [attempt, client, signIn],
  )

  const getReady = useCallback(() => attempt(signIn), [attempt, signIn])
  return { state, getReady, answer }
}

type Client = ReturnType<typeof createClient>
type Challenged = { context_id: string; transaction_id: string; otp_methods: unknown[] }

/** What keeps the app from signing in, though the API refused nothing. */
class PhoneTrouble extends Error {}

async function openSession(client: Client, username: string) {
  const first = await dataOf(client.POST('/api/v1/auth/login', { body: { username, password: DEMO_PASSWORD } }))
  const success = first.response_type_code === 'MFA_REQUIRED' ? await confirm(client, username, first) : first
  if (success.response_type_code === 'SUCCESS') return success
  throw new PhoneTrouble('The app cannot sign in: there is something to be signed at the bank first.')
}

/** Answers with the code that is texted to this phone. */
async function confirm(client: Client, username: string, { context_id, transaction_id, otp_methods }: Challenged) {
  if (otp_methods.length === 0) {
    throw new PhoneTrouble('The app cannot sign in: it is asked for a code, and this phone has no number.')
  }
  const body = { context_id, transaction_id, method: 'sms' }
  const sent = await dataOf(client.POST('/api/v1/auth/mfa/initiate', { body }))
  const code = await receivedCode(username, sent.transaction_id)
  const ids = { context_id, transaction_id: sent.transaction_id }
  return dataOf(client.POST('/api/v1/auth/mfa/otp/verify', { body: { ...ids, code } }))
}

async function receivedCode(username: string, transactionId: string): Promise<string> {
  for (const until = Date.now() + CODE_WAIT_MS; Date.now() < until; ) {
    const response = await fetch(`/api/demo/phone?username=${encodeURIComponent(username)}`)
    const { messages } = (await response.json()) as Phone
    const code = messages.find(message => message.transactionId === transactionId)?.code
    if (code) return code
    await new Promise(resolve => setTimeout(resolve, 300))
  }
  throw new PhoneTrouble('The app cannot sign in: no code came.')
}
