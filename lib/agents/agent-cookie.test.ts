import { encode } from 'next-auth/jwt'
import { describe, expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import type { Parts } from '#lib/parts.ts'
import { agentCookies, agentSecret, readAgentCookie } from './agent-cookie.ts'

const secretKey = 'a test secret of more than thirty-two characters'
const parts = { secretKey, env: parseEnv({}) } as Parts
const agentSessionId = '01a1fb4e-5a10-7000-8000-0000009d7e97'
const secret = agentSecret(parts)

describe('what a cookie holds', () => {
  test('is the id of the session that was put into it', async () => {
    const value = await encode({ token: { agentSessionId }, secret })
    expect(await readAgentCookie(parts, value)).toBe(agentSessionId)
    expect(value).not.toContain(agentSessionId)
  })

  test.each([
    ['nothing', async () => undefined],
    ['no token', async () => 'agent'],
    ['another key’s', () => encode({ token: { agentSessionId }, secret: 'another' })],
    ['one that ran out', () => encode({ token: { agentSessionId }, secret, maxAge: -60 })],
    ['one that names nobody', () => encode({ token: { sub: 'admin' }, secret })],
    ['one that names no session', () => encode({ token: { agentSessionId: 'admin' }, secret })],
    ['one of another use of the same key', () => encode({ token: { agentSessionId }, secret, salt: 'csrf' })],
  ])('%s is nobody', async (_, make) => {
    expect(await readAgentCookie(parts, await make())).toBeNull()
  })

  test('a value somebody changed is nobody', async () => {
    const value = await encode({ token: { agentSessionId }, secret })
    // In the middle: the last character of base64url has bits that mean nothing.
    const at = Math.floor(value.length / 2)
    const changed = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1)
    expect(await readAgentCookie(parts, changed)).toBeNull()
  })
})

describe('the cookies', () => {
  const over = (publicUrl: string) => agentCookies({ env: parseEnv({ PUBLIC_URL: publicUrl }) })

  test('over HTTPS belong to this host and to HTTPS', () => {
    for (const { name, options } of Object.values(over('https://console.example'))) {
      expect(name).toMatch(/^__Host-/)
      expect(options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true })
    }
  })

  test('over HTTP have plain names, which browsers take', () => {
    for (const { name, options } of Object.values(over('http://localhost:3000'))) {
      expect(name).not.toMatch(/^__/)
      expect(options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: false })
    }
  })
})
