import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { DEMO_LDIF_FILE } from './ldif.ts'
import { openDirectory } from './open-directory.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatewarden-open-'))
})
afterAll(() => rm(folder, { recursive: true }))

function open(settings: Record<string, string>) {
  const lines: { level: number; msg: string; reason?: string }[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  return { directory: openDirectory(parseEnv(settings), log), lines }
}
const production = { NODE_ENV: 'production', DATABASE_URL: 'postgres://localhost/elsewhere' }

test('with nothing set it is the packaged demo', async () => {
  const { directory, lines } = open({})
  expect((await directory.authenticate('simpleuser', 'password')).ok).toBe(true)
  expect(lines).toEqual([])
})
test('in production the packaged demo is refused, and the error says what to set', () => {
  expect(() => open(production)).toThrow(/set LDAP_URL .* or LDIF_FILE/)
})
test('an LDIF file of one’s own is taken in production; when it breaks, that is logged and the entries stay', async () => {
  const file = join(folder, 'own.ldif')
  await copyFile(DEMO_LDIF_FILE, file)
  const { directory, lines } = open({ ...production, LDIF_FILE: file })
  await writeFile(file, 'broken')
  expect((await directory.authenticate('simpleuser', 'password')).ok).toBe(true)
  expect(lines).toMatchObject([{ level: 50, reason: `${file}: line 1: expected "attribute: value"` }])
})
test('LDAP wins over a file; what is weak about its settings is logged, and so is its silence, once', async () => {
  const ldap = { LDAP_URL: 'ldap://localhost:1', LDAP_BASE_DN: 'dc=example', LDIF_FILE: DEMO_LDIF_FILE }
  const { directory, lines } = open(ldap)
  for (let call = 0; call < 8; call++) {
    await expect(directory.authenticate('simpleuser', 'password')).rejects.toThrow('A dependency is not available')
  }
  expect(lines.map(({ msg }) => msg)).toEqual([
    expect.stringContaining('without LDAP_DECOY_DN'),
    expect.stringContaining('does not answer'),
  ])
  await directory.close()
})
test('passwords in the clear over a network are warned of', () => {
  const { lines } = open({ LDAP_URL: 'ldap://directory.example.com', LDAP_BASE_DN: 'dc=example' })
  expect(lines[0]?.msg).toContain('in the clear')
})
