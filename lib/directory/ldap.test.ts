import { Attribute, Change, Client } from 'ldapts'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Directory } from './directory.ts'
import { createLdapDirectory } from './ldap.ts'
import { describeDirectory } from './testing/contract.ts'
import { ldapEnv } from './testing/ldap-env.ts'
import { type Slapd, startSlapd } from './testing/slapd.ts'
import { DATABASE_DN } from './testing/slapd-config.ts'

let slapd: Slapd
const opened: Directory[] = []
const open = (changes?: Record<string, string>) => {
  opened.push(createLdapDirectory(ldapEnv(slapd, changes)))
  return opened.at(-1)!
}
beforeAll(async () => {
  slapd = await startSlapd()
})
afterEach(() => Promise.all(opened.splice(0).map(directory => directory.close())))
afterAll(() => slapd?.stop())

const unavailable = (because: string | RegExp) =>
  expect.objectContaining({
    failure: 'dependency_unavailable',
    cause: expect.objectContaining({ message: expect.stringMatching(because) }),
  })

describeDirectory('LDAP', async () => {
  // Fifty binds are fifty argon2 hashes for slapd, on a machine that may be busy.
  const directory = createLdapDirectory(ldapEnv(slapd, { LDAP_TIMEOUT_MS: '10000' }))
  return { directory, end: () => directory.close() }
})

describe('what it asks the server', () => {
  /** Operations the server logged while `work` ran; a search of our own marks where its log has come to. */
  async function operationsOf(directory: Directory, work: () => Promise<unknown>) {
    const mark = async () => {
      const name = `mark-${crypto.randomUUID()}`
      await directory.find(name)
      while (!slapd.log().some(line => line.includes(name))) await new Promise(resolve => setTimeout(resolve, 5))
      return slapd.log().findIndex(line => line.includes(name))
    }
    const [from, , to] = [await mark(), await work(), await mark()]
    const lines = slapd.log().slice(from + 1, to)
    const operations = lines.map(line => / op=\d+ (BIND|SRCH|EXT)(?= dn=".*" method| base=| oid=)/.exec(line)?.[1])
    return operations.filter(Boolean)
  }

  test('unknown, wrong, right, overlong and decoy cost the same operations', async () => {
    const directory = open()
    await directory.authenticate('simpleuser', 'password')
    const costs: Record<string, () => Promise<unknown>> = {
      right: () => directory.authenticate('simpleuser', 'password'),
      wrong: () => directory.authenticate('simpleuser', 'wrong'),
      unknown: () => directory.authenticate('nobody', 'wrong'),
      injection: () => directory.authenticate('*)(uid=*', 'wrong'),
      'overlong name': () => directory.authenticate('x'.repeat(1_000_000), 'wrong'),
      'overlong password': () => directory.authenticate('simpleuser', 'x'.repeat(1_000_000)),
      decoy: () => directory.decoy(),
    }
    for (const [what, work] of Object.entries(costs)) {
      expect([what, await operationsOf(directory, work)]).toEqual([what, ['SRCH', 'BIND']])
    }
  })
  test('an empty password never reaches a bind', async () => {
    const directory = open()
    expect(await operationsOf(directory, () => directory.authenticate('simpleuser', ''))).toEqual(['SRCH'])
    expect(await operationsOf(directory, () => directory.authenticate('nobody', ''))).toEqual(['SRCH'])
  })
  test('a failing bind for an unknown name meets an entry that has a hash', async () => {
    const directory = open()
    await directory.authenticate('nobody', 'wrong')
    await operationsOf(directory, async () => {})
    expect(
      slapd
        .log()
        .filter(line => line.includes('BIND'))
        .at(-1),
    ).toContain(slapd.decoyDn)
  })
  test('fifty at once share the pool: four connections that search and four that bind', async () => {
    const directory = open({ LDAP_POOL_SIZE: '4', LDAP_TIMEOUT_MS: '10000' })
    const from = slapd.log().length
    await Promise.all(Array.from({ length: 50 }, () => directory.authenticate('simpleuser', 'password')))
    await operationsOf(directory, async () => {})
    const accepted = slapd
      .log()
      .slice(from)
      .filter(line => line.includes(' ACCEPT '))
    expect(accepted.length).toBeGreaterThan(1)
    expect(accepted.length).toBeLessThanOrEqual(8)
  })
})

describe('what it makes of entries and answers', () => {
  let root: Client
  beforeAll(async () => {
    root = new Client({ url: slapd.url })
    await root.bind(slapd.rootDn, slapd.rootPassword)
  })
  afterAll(() => root.unbind())
  const user = (name: string) => `uid=${name},ou=people,${slapd.baseDn}`
  const group = (name: string) => `cn=${name},ou=groups,${slapd.baseDn}`
  const set = (dn: string, type: string, ...values: string[]) =>
    root.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) }))

  test('a demoted agent counts from the next call', async () => {
    const directory = open()
    expect((await directory.find('admin'))?.groups).toEqual(['gatewarden-admins'])
    await set(group('gatewarden-admins'), 'member', user('viewer'))
    expect((await directory.find('admin'))?.groups).toEqual([])
    expect((await directory.find('viewer'))?.groups.sort()).toEqual(['gatewarden-admins', 'gatewarden-viewers'])
    await set(group('gatewarden-admins'), 'member', user('admin'))
  })
  test('a group elsewhere in the tree gives no role when LDAP_GROUP_BASE_DN is set', async () => {
    const elsewhere = `cn=gatewarden-admins,${slapd.baseDn}`
    await root.add(elsewhere, { objectClass: 'groupOfNames', cn: 'gatewarden-admins', member: user('simpleuser') })
    expect((await open().find('simpleuser'))?.groups).toEqual(['gatewarden-admins'])
    const directory = open({ LDAP_GROUP_BASE_DN: `OU=groups, ${slapd.baseDn}` })
    expect((await directory.find('simpleuser'))?.groups).toEqual([])
    expect((await directory.find('admin'))?.groups).toEqual(['gatewarden-admins'])
    await root.del(elsewhere)
  })
  test('numbers keep the order they are given, at most six', async () => {
    const numbers = [9, 3, 7, 1, 8, 2, 5].map(last => `+1202555019${last}`)
    await set(user('otponlyuser'), 'gwMfaPhone', ...numbers)
    expect((await open().find('otponlyuser'))?.phones).toEqual(numbers.slice(0, 6))
    await set(user('otponlyuser'), 'gwMfaPhone', '+12025550102')
  })
  test('accounts keep the order they are given; what a user may do is asked anew at each call', async () => {
    const directory = open()
    expect((await directory.find('simpleuser'))?.entitlements).toEqual(['accounts:read', 'payments:write:ACC-1001'])
    const ids = ['ACC-9', 'ACC-1', 'ACC-5']
    await set(user('simpleuser'), 'gwAccount', ...ids.map(id => `${id}|Account ${id}`))
    await set(user('simpleuser'), 'gwEntitlement', 'cards:freeze')
    expect(await directory.find('simpleuser')).toMatchObject({
      accounts: ids.map(id => ({ id, name: `Account ${id}` })),
      entitlements: ['cards:freeze'],
    })
    await set(user('simpleuser'), 'gwAccount', 'ACC-1001|Everyday checking', 'ACC-1002|Rainy-day savings')
    await set(user('simpleuser'), 'gwEntitlement', 'accounts:read', 'payments:write:ACC-1001')
  })
  test('another attribute may hold the accounts and the entitlements', async () => {
    const directory = open({ LDAP_ATTR_ACCOUNT: 'gwGuid', LDAP_ATTR_ENTITLEMENT: 'mail' })
    expect(await directory.find('simpleuser')).toMatchObject({
      accounts: [{ id: 'G-DEMO-01', name: 'G-DEMO-01' }],
      entitlements: ['simpleuser@example.com'],
    })
  })
  test('attributes and filter are named by the environment, in any case', async () => {
    const directory = open({
      LDAP_ATTR_USERNAME: 'MAIL',
      LDAP_ATTR_CUPID: 'gwguid',
      LDAP_USER_FILTER: '(&(objectClass=gwUser)(|(uid={username})(mail={username})))',
    })
    const answer = await directory.authenticate('simpleuser@example.com', 'password')
    expect(answer).toMatchObject({ ok: true, user: { username: 'simpleuser@example.com', cupid: 'G-DEMO-01' } })
    expect(await directory.find('*')).toBeNull()
  })
  test('an entry we do not understand is "unavailable", names the attribute and never the value', async () => {
    const directory = open()
    await set(user('simpleuser'), 'gwAccountState', 'FROZEN')
    for (let call = 0; call < 8; call++) {
      const error = await directory.authenticate('simpleuser', 'password').catch(error => error)
      expect(error).toEqual(unavailable(/^gwAccountState is none of/))
      expect(`${error.stack} ${error.cause.stack}`).not.toContain('FROZEN')
    }
    expect((await directory.authenticate('mfauser', 'password')).ok).toBe(true)
    await set(user('simpleuser'), 'gwAccountState', 'ACTIVE')
  })
  test('two entries for one name are "unavailable", never the first', async () => {
    const twin = `uid=simpleuser,ou=services,${slapd.baseDn}`
    const facts = { cn: 'Twin', sn: 'Twin', gwCupid: 'CUPID-DEMO-TWIN', gwGuid: 'G-DEMO-TWIN', userPassword: 'twin' }
    await root.add(twin, { objectClass: ['inetOrgPerson', 'gwUser'], uid: 'simpleuser', ...facts })
    const directory = open()
    for (const password of ['password', 'twin', 'wrong']) {
      await expect(directory.authenticate('simpleuser', password)).rejects.toEqual(unavailable('more than one entry'))
    }
    await expect(directory.find('simpleuser')).rejects.toEqual(unavailable('more than one entry'))
    await root.del(twin)
  })
  test('a bind answered with anything but "invalid credentials" is no wrong password, and no outage', async () => {
    const directory = open()
    await directory.ping()
    await set(DATABASE_DN, 'olcRestrict', 'bind')
    for (let call = 0; call < 8; call++) {
      await expect(directory.authenticate('simpleuser', 'wrong')).rejects.toEqual(unavailable('bind was answered with'))
    }
    await set(DATABASE_DN, 'olcRestrict')
    expect((await directory.authenticate('simpleuser', 'password')).ok).toBe(true)
  })
  test.each([
    ['a wrong service password', { LDAP_BIND_PASSWORD: 'wrong' }, 'LDAP_BIND_PASSWORD were refused'],
    ['a base that is not there', { LDAP_BASE_DN: 'dc=elsewhere' }, 'search was answered with result code 32'],
    ['a search without an account', { LDAP_BIND_DN: '', LDAP_BIND_PASSWORD: '' }, 'search was answered with'],
  ])('%s is "unavailable", never a wrong password', async (_, changes, reason) => {
    const directory = open(changes)
    await expect(directory.authenticate('simpleuser', 'password')).rejects.toEqual(unavailable(reason))
    await expect(directory.authenticate('nobody', 'password')).rejects.toEqual(unavailable(reason))
    await expect(directory.ping()).rejects.toEqual(unavailable(reason))
    await directory.decoy()
  })
})

describe('settings that cannot work are one readable error at start', () => {
  test.each([
    [{ LDAP_URL: 'http://127.0.0.1' }, 'LDAP_URL must look like'],
    [{ LDAP_URL: 'ldap' }, 'LDAP_URL must look like'],
    [{ LDAP_URL: 'ldaps://127.0.0.1', LDAP_STARTTLS: '1' }, 'LDAP_STARTTLS is for ldap:// URLs'],
    [{ LDAP_BASE_DN: '' }, 'LDAP_BASE_DN is missing'],
    [{ LDAP_BIND_PASSWORD: '' }, 'LDAP_BIND_DN needs LDAP_BIND_PASSWORD'],
    [{ LDAP_CA_FILE: '/nowhere/ca.pem' }, 'LDAP_CA_FILE /nowhere/ca.pem cannot be read (ENOENT)'],
    [{ LDAP_USER_FILTER: '(uid={username}' }, 'LDAP_USER_FILTER is not a filter'],
  ])('%o', (changes, message) => expect(() => open(changes)).toThrow(message))
})
