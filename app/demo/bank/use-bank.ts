'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createClient, dataOf } from '#lib/api/client/client.ts'
import { type Tell, tellingFetch } from '../use-calls.ts'
import { type Journey, type Notice, type Session, sessionOf } from './bank-state.ts'
import { explainEnd, explainProblem, type Trouble } from './explain-problem.ts'

export const CLIENT_ID = 'storefront-web-app'

// That there is a cookie worth trying, and of which sign-in; the cookie itself no script can see.
const REMEMBERED = 'demo-bank-signed-in'

export type Bank = ReturnType<typeof useBank>
export type Asked<Data> = { data: Data; trouble?: never } | { data?: never; trouble: Trouble }

type Tokens = { access_token: string; id_token: string }

/**
 * The bank's page as a browser app keeps it: the access token in memory, the refresh token in a cookie it cannot read.
 * `ask` makes a call through the typed client and gives its data, or what went wrong in words.
 */
export function useBank(fingerprint: string | null, tell: Tell) {
  const [session, setSession] = useState<Session | null>(null)
  const [journey, setJourney] = useState<Journey | null>(null)
  const [notice, setNotice] = useState<Notice | null>(null)
  const [contextId, setContextId] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const accessToken = useRef<string | null>(null)
  const device = useRef(fingerprint)
  device.current = fingerprint

  const client = useMemo(
    () =>
      createClient({
        baseUrl: '',
        clientId: CLIENT_ID,
        appVersion: '1.0.0',
        accessToken: () => accessToken.current,
        deviceFingerprint: () => device.current,
        fetch: tellingFetch(CLIENT_ID, tell),
      }),
    [tell],
  )

  const ask = useCallback(
    async <Data>(call: Parameters<typeof dataOf<Data>>[0]): Promise<Asked<Exclude<Data, undefined>>> => {
      setBusy(true)
      try {
        return { data: await dataOf(call) }
      } catch (error) {
        const trouble = explainProblem(error)
        if (trouble.contextId) setContextId(trouble.contextId)
        return { trouble }
      } finally {
        setBusy(false)
      }
    },
    [],
  )

  const enter = useCallback((tokens: Tokens, signInId?: string) => {
    accessToken.current = tokens.access_token
    if (signInId) sessionStorage.setItem(REMEMBERED, signInId)
    setSession(sessionOf(tokens))
    setJourney(null)
  }, [])

  const leave = useCallback((text: string | null, tone: Notice['tone'] = 'warn') => {
    accessToken.current = null
    sessionStorage.removeItem(REMEMBERED)
    setSession(null)
    setJourney(null)
    setNotice(text === null ? null : { tone, text })
  }, [])

  const refresh = useCallback(async () => {
    const { data, trouble } = await ask(client.POST('/api/v1/auth/refresh'))
    if (trouble) leave(explainEnd(trouble))
    else enter(data)
  }, [ask, client, enter, leave])

  useEffect(() => {
    const signInId = sessionStorage.getItem(REMEMBERED)
    if (!signInId) return
    setContextId(signInId)
    void refresh()
  }, [refresh])

  const signOut = useCallback(async () => {
    await ask(client.POST('/api/v1/auth/logout'))
    leave('You are signed out.', 'good')
  }, [ask, client, leave])

  /** What a refusal means for somebody who is signed in: the end, or words beside what they were doing. */
  const refused = useCallback(
    (trouble: Trouble) => {
      if (trouble.status === 401 && trouble.code !== 'CIAM_E04_00_010') leave(explainEnd(trouble))
      else setNotice({ tone: 'warn', text: trouble.words })
    },
    [leave],
  )

  return {
    ...{ session, journey, notice, contextId, busy, client, ask },
    ...{ setJourney, setNotice, setContextId, enter, leave, refresh, signOut, refused },
  }
}
