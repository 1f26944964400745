import { readFileSync } from 'node:fs'
import { parseEnv as parseDotenv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { EnvSchema, parseEnv } from './env.ts'

const KEY = 'k'.repeat(32)

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const example = parseDotenv(text) as Record<string, string>
  const given = Object.fromEntries(Object.entries(example).filter(([, value]) => value !== ''))

  test('names every variable that is read, once, and no other', () => {
    const names = [...text.matchAll(/^([A-Z_]+)=/gm)].map(match => match[1])
    expect(names).toEqual(Object.keys(EnvSchema.shape))
  })

  test.each(Object.keys(EnvSchema.shape))('%s stands there with its default, under a comment', name => {
    const key = name as keyof typeof EnvSchema.shape
    const fallback = EnvSchema.parse({})[key]
    expect(EnvSchema.parse(given)[key]).toEqual(fallback)
    const isEmpty = fallback === undefined || fallback === '' || (Array.isArray(fallback) && fallback.length === 0)
    expect(example[name] === '').toBe(isEmpty)
    expect(text).toMatch(new RegExp(`^# [^\n]+\n${name}=`, 'm'))
  })

  test('copied as it is, it changes nothing', () => {
    expect(parseEnv(example)).toEqual(parseEnv({}))
  })
})

describe('parseEnv', () => {
  test('an empty environment is the demo on the embedded database of this machine', () => {
    expect(parseEnv({})).toMatchObject({
      demo: true,
      demoDirectoryAllowed: true,
      HOST: '127.0.0.1',
      PORT: 3000,
      publicUrl: 'http://localhost:3000',
      tokenAudience: 'http://localhost:3000',
    })
  })

  test('names every variable that is wrong, in one error, and repeats no value', () => {
    const wrong = { PORT: 'http', LOG_LEVEL: 'loud', SECRET_KEY: 'too-short', PUBLIC_URL: 'nowhere', DEMO: 'perhaps' }
    const message = messageOf(() => parseEnv(wrong))
    for (const name of Object.keys(wrong)) expect(message).toMatch(new RegExp(`^  ${name}: .+`, 'm'))
    expect(message).toContain('.env.example')
    expect(message).toContain('openssl rand -base64 48')
    expect(message).not.toContain('too-short')
  })

  test.each([
    ['0', 0],
    ['65535', 65535],
  ])('PORT=%s is a port', (PORT, port) => expect(parseEnv({ PORT }).PORT).toBe(port))

  test.each(['-1', '65536', '3000.5', 'NaN'])('PORT=%s is refused', PORT => {
    expect(() => parseEnv({ PORT })).toThrow('PORT')
  })

  test.each([
    ['1', true],
    ['true', true],
    ['0', false],
    ['false', false],
    ['', true],
  ])('DEMO=%s', (DEMO, demo) => expect(parseEnv({ DEMO }).demo).toBe(demo))

  test('an empty value is no value', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: '', NODE_ENV: '' })).toEqual(parseEnv({}))
  })

  test('PUBLIC_URL is the issuer and the audience, without a slash at its end', () => {
    const { publicUrl, tokenAudience } = parseEnv({ PUBLIC_URL: 'https://sign-in.example.com/' })
    expect([publicUrl, tokenAudience]).toEqual(['https://sign-in.example.com', 'https://sign-in.example.com'])
  })

  test('a user filter without the username in it is refused', () => {
    expect(() => parseEnv({ LDAP_USER_FILTER: '(uid=*)' })).toThrow('LDAP_USER_FILTER')
  })

  test('the reverse proxies are a list', () => {
    expect(parseEnv({ TRUSTED_PROXIES: ' 10.0.0.0/8, ,127.0.0.1' }).TRUSTED_PROXIES).toEqual([
      '10.0.0.0/8',
      '127.0.0.1',
    ])
  })
})

describe('the demo in production', () => {
  const production = { NODE_ENV: 'production', DATABASE_URL: 'postgresql://db/gatewarden', SECRET_KEY: KEY }

  test('is refused on a database of its own when asked for, and off when not', () => {
    expect(() => parseEnv({ ...production, DEMO: '1' })).toThrow(/DEMO=1 is refused/)
    expect(parseEnv(production)).toMatchObject({ demo: false, demoDirectoryAllowed: false })
  })

  test('is there on the embedded database, and can be turned off', () => {
    expect(parseEnv({ NODE_ENV: 'production' }).demo).toBe(true)
    expect(parseEnv({ ...production, EMBEDDED_DATABASE: '1', DEMO: '1' }).demo).toBe(true)
    expect(parseEnv({ NODE_ENV: 'production', DEMO: '0' })).toMatchObject({ demo: false, demoDirectoryAllowed: true })
  })
})

function messageOf(work: () => unknown) {
  try {
    work()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('nothing was thrown')
}
