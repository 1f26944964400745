'use client'

import { useCallback, useEffect, useState } from 'react'

export const CLIENT_ID = 'storefront-web-app'

/** One call to the API and what it answered, newest first in the list. */
export type Call = {
  id: number
  method: string
  path: string
  sent: unknown
  status: number
  ms: number
  answer: unknown
}

export type Bank =
  | { view: 'signed-out'; notice: string | null }
  | { view: 'asked'; step: string }
  | { view: 'signed-in'; accessToken: string; name: string; username: string; checkedAt: string | null }

type Claims = { name: string; preferred_username: string }
type Tokens = { access_token: string; id_token: string }
type Problem = { title: string; error_code: string }
type Answer = Partial<Tokens & Problem> & { response_type_code?: string }

// That there is a cookie worth trying; the cookie itself no script can see.
const REMEMBERED = 'demo-bank-signed-in'

/** The bank's state, and its calls to the real API, as a browser app makes them: the refresh token only ever a cookie. */
export function useBank() {
  const [bank, setBank] = useState<Bank>({ view: 'signed-out', notice: null })
  const [calls, setCalls] = useState<Call[]>([])
  const [busy, setBusy] = useState(false)

  const call = useCallback(async (method: string, path: string, sent?: unknown, accessToken?: string) => {
    setBusy(true)
    const started = performance.now()
    const { status, answer } = await send(method, path, sent, accessToken)
    const ms = Math.round(performance.now() - started)
    setCalls(before => [{ id: before.length + 1, method, path, sent: masked(sent), status, ms, answer }, ...before])
    setBusy(false)
    return { status, answer }
  }, [])

  const enter = useCallback((tokens: Tokens) => {
    const claims = claimsOf(tokens.id_token) as Claims
    sessionStorage.setItem(REMEMBERED, 'yes')
    setBank({
      view: 'signed-in',
      accessToken: tokens.access_token,
      name: claims.name,
      username: claims.preferred_username,
      checkedAt: null,
    })
  }, [])

  const leave = useCallback((notice: string | null) => {
    sessionStorage.removeItem(REMEMBERED)
    setBank({ view: 'signed-out', notice })
  }, [])

  const refresh = useCallback(async () => {
    const { status, answer } = await call('POST', '/auth/refresh')
    if (status === 200) enter(answer as Tokens)
    else leave(ended(answer))
  }, [call, enter, leave])

  useEffect(() => {
    if (sessionStorage.getItem(REMEMBERED)) void refresh()
  }, [refresh])

  const signIn = async (username: string, password: string) => {
    const { status, answer } = await call('POST', '/auth/login', { username, password, app_version: '1.0.0' })
    if (status === 201) enter(answer as Tokens)
    else if (status === 200) setBank({ view: 'asked', step: answer.response_type_code ?? '' })
    else setBank({ view: 'signed-out', notice: explain(status, answer) })
  }

  const check = async () => {
    if (bank.view !== 'signed-in') return
    const { status, answer } = await call('GET', '/auth/userinfo', undefined, bank.accessToken)
    if (status === 200) setBank({ ...bank, checkedAt: new Date().toLocaleTimeString() })
    else leave(ended(answer))
  }

  const signOut = async () => {
    await call('POST', '/auth/logout', undefined, bank.view === 'signed-in' ? bank.accessToken : undefined)
    leave('You are signed out.')
  }

  const startAgain = () => leave(null)
  return { bank, calls, busy, signIn, check, refresh, signOut, startAgain }
}

async function send(method: string, path: string, sent: unknown, accessToken?: string) {
  const headers: Record<string, string> = { 'x-client-id': CLIENT_ID }
  if (sent) headers['content-type'] = 'application/json'
  if (accessToken) headers.authorization = `Bearer ${accessToken}`
  try {
    const body = sent ? JSON.stringify(sent) : null
    const response = await fetch(`/api/v1${path}`, { method, headers, body, credentials: 'same-origin' })
    return { status: response.status, answer: (await response.json()) as Answer }
  } catch {
    return { status: 0, answer: { title: 'The API did not answer' } as Answer }
  }
}

export function claimsOf(jwt: string): unknown {
  const base64 = (jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(base64), char => char.charCodeAt(0))))
}

const masked = (sent: unknown) =>
  sent && typeof sent === 'object' && 'password' in sent ? { ...sent, password: '••••••••' } : sent

const explain = (status: number, { title, error_code }: Answer) =>
  status === 401
    ? 'The username or the password is not right.'
    : `${title ?? 'Something went wrong'} (${error_code ?? status}).`

const ended = ({ title, error_code }: Answer) =>
  `Your session has ended: ${title?.toLowerCase() ?? 'no answer'} (${error_code ?? 'none'}).`
