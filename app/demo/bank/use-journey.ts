'use client'

import { useCallback } from 'react'
import { type At, type Journey, journeyTo, type NextStep, type OtpMethod, type Success } from './bank-state.ts'
import type { Trouble } from './explain-problem.ts'
import type { Bank } from './use-bank.ts'
import { useDelivery } from './use-delivery.ts'

export type JourneyActions = ReturnType<typeof useJourney>
export type Answer = NextStep | Success
type Purpose = Journey['purpose']

// What ends a journey: the step is gone, the factor or the account is locked, or it was denied.
const ENDS = [401, 403, 404, 410, 423]

/** Everything a user can do between the password and the session, one call each; the answer says what comes next. */
export function useJourney(bank: Bank) {
  const { ask, client, enter, leave, setJourney, setNotice, setContextId } = bank

  const follow = useCallback(
    (answer: Answer, purpose: Purpose) => {
      setContextId(answer.context_id)
      if (answer.response_type_code !== 'SUCCESS') {
        setNotice(null)
        return setJourney(journeyTo(answer, purpose))
      }
      enter(answer, purpose.kind === 'sign-in' ? answer.context_id : undefined)
      setNotice(
        purpose.kind === 'step-up'
          ? { tone: 'good', text: `Thank you. ${purpose.does} is done.` }
          : deviceNotice(answer),
      )
    },
    [enter, setContextId, setJourney, setNotice],
  )

  const fail = useCallback(
    (trouble: Trouble, journey: Journey) => {
      if (trouble.transactionId && trouble.code === 'CIAM_E01_01_017' && 'choice' in journey) {
        const { purpose, contextId, choice } = journey
        setJourney({ purpose, contextId, transactionId: trouble.transactionId, step: 'methods', choice })
      } else if (ENDS.includes(trouble.status)) {
        if (journey.purpose.kind === 'sign-in') return leave(trouble.words)
        setJourney(null)
      }
      setNotice({ tone: 'warn', text: trouble.words })
    },
    [leave, setJourney, setNotice],
  )

  useDelivery(bank, follow, fail)

  /** Asks, and goes on from `journey` by what is answered. */
  const go = async (journey: Journey, call: Parameters<typeof ask<Answer>>[0]) => {
    const { data, trouble } = await ask(call)
    if (trouble) fail(trouble, journey)
    else follow(data, journey.purpose)
  }
  const idsOf = ({ contextId, transactionId }: Journey) => ({ context_id: contextId, transaction_id: transactionId })

  return {
    follow,

    async signIn(username: string, password: string) {
      const { data, trouble } = await ask(client.POST('/api/v1/auth/login', { body: { username, password } }))
      if (trouble) leave(trouble.words)
      else follow(data, { kind: 'sign-in', username })
    },

    /** Has a code sent to one of the user's numbers, or once more. */
    async sendCode(journey: At<'methods' | 'code' | 'push'>, method: 'sms' | 'voice', number: OtpMethod) {
      const body = { ...idsOf(journey), method, mfa_option_id: number.mfa_option_id }
      const { data, trouble } = await ask(client.POST('/api/v1/auth/mfa/initiate', { body }))
      if (trouble) return fail(trouble, journey)
      const { purpose, contextId, choice } = journey
      setNotice(
        journey.step === 'code' ? { tone: 'good', text: 'A new code is on its way; only that one counts.' } : null,
      )
      const sent = { transactionId: data.transaction_id, expiresAt: data.expires_at }
      setJourney({ ...{ purpose, contextId, choice }, ...sent, step: 'code', method, number, delivery: 'QUEUED' })
    },

    async sendPush(journey: At<'methods' | 'code' | 'push'>) {
      const body = { ...idsOf(journey), method: 'push' }
      const { data, trouble } = await ask(client.POST('/api/v1/auth/mfa/initiate', { body }))
      if (trouble) return fail(trouble, journey)
      const { purpose, contextId, choice } = journey
      setNotice(null)
      const sent = { transactionId: data.transaction_id, expiresAt: data.expires_at }
      const displayNumber = data.display_number ?? 0
      setJourney({ ...{ purpose, contextId, choice }, ...sent, step: 'push', displayNumber, delivery: 'QUEUED' })
    },

    /** Back to the choice: the challenge under way stays worth something until another is sent. */
    chooseAgain({ purpose, contextId, transactionId, choice }: At<'code' | 'push'>) {
      setNotice(null)
      setJourney({ purpose, contextId, transactionId, choice, step: 'methods' })
    },

    verify: (journey: At<'code'>, code: string) =>
      go(journey, client.POST('/api/v1/auth/mfa/otp/verify', { body: { ...idsOf(journey), code } })),

    accept: (journey: At<'document'>) =>
      go(
        journey,
        client.POST('/api/v1/auth/esign/accept', { body: { ...idsOf(journey), document_id: journey.documentId } }),
      ),

    async decline(journey: At<'document'>) {
      const { trouble } = await ask(client.POST('/api/v1/auth/esign/decline', { body: idsOf(journey) }))
      if (trouble) return fail(trouble, journey)
      leave('You declined, so we have not signed you in.')
    },

    bind: (journey: At<'device'>, bind_device: boolean) =>
      go(journey, client.POST('/api/v1/auth/device/bind', { body: { ...idsOf(journey), bind_device } })),

    /** The step stays pending at the API and runs out by itself. */
    cancel({ purpose }: Journey) {
      if (purpose.kind === 'sign-in') return leave(null)
      setJourney(null)
      setNotice({ tone: 'warn', text: `${purpose.does} was not done.` })
    },
  }
}

const deviceNotice = ({ device_bound }: Success) =>
  device_bound ? ({ tone: 'good', text: 'We know this device.' } as const) : null
