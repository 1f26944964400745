import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createLdapDirectory } from './ldap.ts'
import { makeCertificates } from './testing/certificates.ts'
import { ldapEnv } from './testing/ldap-env.ts'
import { startRelay } from './testing/relay.ts'
import { type Slapd, startSlapd } from './testing/slapd.ts'

let slapd: Slapd
let strangers: string
const closing: (() => Promise<void>)[] = []
const open = (changes: Record<string, string>) => {
  const directory = createLdapDirectory(ldapEnv(slapd, changes))
  closing.push(directory.close)
  return directory
}
beforeAll(async () => {
  slapd = await startSlapd()
  strangers = await mkdtemp(join(tmpdir(), 'gatewarden-stranger-'))
})
afterEach(() => Promise.all(closing.splice(0).map(close => close())))
afterAll(async () => {
  await slapd?.stop()
  await rm(strangers, { recursive: true, force: true })
})

const portOf = (url: string) => Number(new URL(url).port)

describe.each([
  ['StartTLS', () => slapd.url, { LDAP_STARTTLS: '1' }],
  ['LDAPS', () => slapd.ldapsUrl, {}],
])('%s', (_, url, changes: Record<string, string>) => {
  test.each(['127.0.0.1', 'localhost'])('signs in over TLS, to %s', async host => {
    const from = slapd.log().length
    const directory = open({ ...changes, LDAP_URL: url().replace('127.0.0.1', host), LDAP_CA_FILE: slapd.caFile })
    expect((await directory.authenticate('simpleuser', 'password')).ok).toBe(true)
    expect((await directory.authenticate('simpleuser', 'wrong')).ok).toBe(false)
    expect((await directory.find('admin'))?.groups).toEqual(['gatewarden-admins'])
    await expect.poll(() => bindsSince(from)).toHaveLength(3)
    expect(
      slapd
        .log()
        .slice(from)
        .filter(line => line.includes('mech=SIMPLE')),
    ).toEqual([expect.stringMatching(/ ssf=(128|256)$/), expect.stringMatching(/ ssf=(128|256)$/)])
  })
  test('refuses a server that no authority of ours vouches for, before any bind', async () => {
    const from = slapd.log().length
    const { caFile } = makeCertificates(strangers)
    for (const LDAP_CA_FILE of ['', caFile]) {
      const directory = open({ ...changes, LDAP_URL: url(), LDAP_CA_FILE })
      await expect(directory.authenticate('simpleuser', 'password')).rejects.toMatchObject({
        failure: 'dependency_unavailable',
        cause: { name: 'Unreachable', message: expect.stringMatching(/UNABLE_TO|SELF_SIGNED|SIGNATURE/) },
      })
    }
    expect(bindsSince(from)).toEqual([])
  })
  test('refuses a certificate for another host', async () => {
    const relay = await startRelay(portOf(url()), { host: '127.0.0.2' })
    const scheme = url().split(':')[0]
    const directory = open({ ...changes, LDAP_URL: `${scheme}://127.0.0.2:${relay.port}`, LDAP_CA_FILE: slapd.caFile })
    await expect(directory.authenticate('simpleuser', 'password')).rejects.toMatchObject({
      cause: { message: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    })
    await relay.stop()
  })
})

/** Binds that were asked, whatever came of them. */
const bindsSince = (from: number) =>
  slapd
    .log()
    .slice(from)
    .filter(line => / BIND dn=".+" method=128/.test(line))

/**
 * A bind response "success" for message `id`, one byte short: behind the clear-text answer to StartTLS it waits in a parser,
 * and the first byte that comes under TLS would complete it.
 */
const forgedSuccess = (id: number) => Buffer.from([0x30, 13, 2, 1, id, 0x61, 8, 0x0a, 1, 0, 4, 0, 4, 1])

test.each([1, 2, 3, 4])('an answer slipped in before TLS signs nobody in (message %i)', async id => {
  let forge = false
  let forged = 0
  const isStartTlsAnswer = (chunk: Buffer) => chunk[0] === 0x30 && chunk[5] === 0x78
  const relay = await startRelay(portOf(slapd.url), {
    answer: chunk => {
      if (!forge || !isStartTlsAnswer(chunk)) return chunk
      forged++
      return Buffer.concat([chunk, forgedSuccess(id)])
    },
  })
  const url = `ldap://${relay.host}:${relay.port}`
  const directory = open({ LDAP_URL: url, LDAP_STARTTLS: '1', LDAP_CA_FILE: slapd.caFile })
  await directory.ping()
  forge = true
  expect(await directory.authenticate('simpleuser', 'wrong')).toMatchObject({ ok: false })
  expect(forged).toBe(1)
  await relay.stop()
})
