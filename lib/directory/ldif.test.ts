import { copyFile, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLdifDirectory, DEMO_LDIF_FILE } from './ldif.ts'
import { describeDirectory } from './testing/contract.ts'

describeDirectory('the LDIF file', async () => {
  const directory = createLdifDirectory()
  return { directory, end: () => directory.close() }
})

describe('an LDIF file that changes', () => {
  let folder: string
  let file: string
  const errors: string[] = []
  const open = () => createLdifDirectory({ file, onError: error => errors.push(error.message) })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatewarden-ldif-'))
    file = join(folder, 'users.ldif')
  })
  beforeEach(async () => {
    errors.length = 0
    await copyFile(DEMO_LDIF_FILE, file)
  })
  afterAll(() => rm(folder, { recursive: true }))

  const rewrite = async (change: (text: string) => string) => writeFile(file, change(await readFile(file, 'utf8')))

  test('a demoted agent counts from the next call', async () => {
    const directory = open()
    expect((await directory.find('admin'))?.groups).toEqual(['gatewarden-admins'])
    await rewrite(text => text.replace('member: uid=admin,', 'member: uid=viewer,'))
    expect((await directory.find('admin'))?.groups).toEqual([])
    expect((await directory.find('viewer'))?.groups.sort()).toEqual(['gatewarden-admins', 'gatewarden-viewers'])
  })
  test('a change that leaves size and second as they were is seen', async () => {
    const directory = open()
    const at = new Date()
    await utimes(file, at, at)
    expect((await directory.find('simpleuser'))?.state).toBe('ACTIVE')
    await rewrite(text => text.replace('gwGuid: G-DEMO-01', 'gwGuid: G-DEMO-99'))
    expect((await directory.find('simpleuser'))?.guid).toBe('G-DEMO-99')
  })
  test('many calls at once after a change all see it', async () => {
    const directory = open()
    await rewrite(text => text.replaceAll('gwAccountState: ACTIVE', 'gwAccountState: DISABLED'))
    const users = await Promise.all(Array.from({ length: 40 }, () => directory.find('simpleuser')))
    expect(new Set(users.map(user => user?.state))).toEqual(new Set(['DISABLED']))
  })
  test.each([
    [
      'broken',
      (text: string) => text.replace('gwGuid: G-DEMO-02', 'gwGuid G-DEMO-02'),
      /users\.ldif: line \d+: expected/,
    ],
    ['emptied', () => '', /no user in it/],
  ])('once %s, the last good entries stay, and it is told once', async (_, change, message) => {
    const directory = open()
    await rewrite(change)
    expect((await directory.authenticate('simpleuser', 'password')).ok).toBe(true)
    expect((await directory.authenticate('simpleuser', 'wrong')).ok).toBe(false)
    expect(errors).toEqual([expect.stringMatching(message)])
    await copyFile(DEMO_LDIF_FILE, file)
    await rewrite(text => text.replace('Demo Simple User\nmail', 'Renamed\nmail'))
    expect((await directory.find('simpleuser'))?.name).toBe('Renamed')
  })
  test('once gone, the last good entries stay, and it is told once', async () => {
    const directory = open()
    await rm(file)
    expect((await directory.authenticate('simpleuser', 'password')).ok).toBe(true)
    await directory.ping()
    expect(errors).toEqual([expect.stringContaining('cannot be read')])
  })
  test.each([
    ['a line that is none', 'sn: User', 'sn User', 'expected "attribute: value"'],
    ['an unknown state', 'gwAccountState: ACTIVE', 'gwAccountState: FROZEN', 'gwAccountState is none of ACTIVE'],
    ['a missing cupid', 'gwCupid: CUPID-DEMO-SIMPLE\n', '', 'gwCupid is missing'],
    ['a number that is none', 'gwMfaPhone: +12025550100', 'gwMfaPhone: 555-0100', 'gwMfaPhone is not a number'],
    ['an account without an id', 'gwAccount: ACC-1001|', 'gwAccount: |', 'gwAccount holds an id that is empty'],
    [
      'an account of an overlong id',
      'ACC-1001|',
      `${'A'.repeat(51)}|`,
      'gwAccount holds an id that is empty or longer',
    ],
    ['two accounts of one id', 'gwAccount: ACC-1002|', 'gwAccount: ACC-1001|', 'gwAccount holds one id twice'],
    ['a password in the clear', /userPassword: .*\n .*/, 'userPassword: password', 'userPassword must be one {ARGON2}'],
    ['a hash that is none', '$m=19456', '$m=x', 'userPassword must be one {ARGON2}'],
    ['a name given twice', 'uid: mfauser', 'uid: SimpleUser', 'this uid is there twice'],
    ['a value from a URL', 'mail: s', 'mail:< s', 'values from a URL are not read'],
    ['a change record', 'objectClass: gwUser', 'changetype: delete', 'change records are not read'],
    ['base64 that is none', 'sn: User', 'sn:: %%%', 'not base64'],
  ])('at start, %s is one readable error with its line', async (_, from, to, reason) => {
    await rewrite(text => text.replace(from, to))
    expect(open).toThrow(new RegExp(`^${file}: line \\d+: ${reason.replace(/[{}$]/g, '\\$&')}`))
    expect(open).not.toThrow('FROZEN')
  })
  test('at start, a file that is not there is one readable error', async () => {
    await rm(file)
    expect(open).toThrow(`${file} cannot be read (ENOENT)`)
  })
  test('values numbered by a server (X-ORDERED) go in their order, numbers are cleaned, and a seventh is dropped', async () => {
    const numbers = ['{2}+1 (202) 555-0112', '{0}+1.202.555.0110', '{1}+12025550111', '{10}+12025550116']
    const more = ['{3}+12025550113', '{4}+12025550114', '{5}+12025550115']
    const lines = [...numbers, ...more].map(value => `gwMfaPhone: ${value}\n`).join('')
    await rewrite(text => text.replace('gwCupid: CUPID-DEMO-SIMPLE\n', `$&${lines}`))
    const expected = [0, 1, 2, 3, 4, 5].map(last => `+1202555011${last}`)
    expect((await open().find('simpleuser'))?.phones).toEqual(expected)
  })
  test('accounts go in their order, named by their id where nothing else is said; entitlements are a set', async () => {
    const lines = ['gwAccount: {2}ACC-3|Left|right', 'gwAccount: {0}ACC-1', 'gwAccount: {1} ACC-2 | Savings ']
    const entitlements = ['b:read', 'a:read', 'b:read'].map(value => `gwEntitlement: ${value}`)
    await rewrite(text =>
      text.replace(/(gw(Account|Entitlement): .*\n){4}/, [...lines, ...entitlements, ''].join('\n')),
    )
    expect(await open().find('simpleuser')).toMatchObject({
      accounts: [
        { id: 'ACC-1', name: 'ACC-1' },
        { id: 'ACC-2', name: 'Savings' },
        { id: 'ACC-3', name: 'Left|right' },
      ],
      entitlements: ['a:read', 'b:read'],
    })
  })
  test('a user without a password cannot sign in', async () => {
    await rewrite(text => text.replace(/userPassword: .*\n .*\n/, ''))
    expect(await open().authenticate('simpleuser', 'password')).toMatchObject({
      ok: false,
      user: { username: 'simpleuser' },
    })
  })
})
