import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Directory } from '../directory.ts'
import { usernameKey } from '../username.ts'
import { DEMO_USERS } from './demo-users.ts'

/** Names that are syntax somewhere (filters, DNs, wire, file, pattern): each must be nobody's name, and nothing worse. */
export const HOSTILE_NAMES = [
  '*',
  '*)(uid=*',
  'simpleuser)(|(uid=*',
  '*)(|(objectClass=*)',
  'simple*',
  'simpleuser)(userPassword=*',
  '(uid=simpleuser)',
  '\\2a',
  'simple\\75ser',
  '\\',
  'simpleuser\\00',
  'simpleuser\u0000x',
  '\u0000',
  'uid=simpleuser,ou=people,dc=demo,dc=example',
  'simpleuser,ou=people',
  '{username}',
  '$&',
  "$'",
  '$1',
  'simpleuser\n# x',
  '\ud800',
  '\u202eresuelpmis',
  'gebruikër-ü-用户-🙂',
  '__proto__',
  'constructor',
  '',
  ' ',
  'x'.repeat(256),
  'x'.repeat(100_000),
  '('.repeat(10_000),
]

/** Spellings that a directory may take for `simpleuser`: where it does, our key must too. */
const SPELLINGS = [
  'SIMPLEUSER',
  ' simpleuser ',
  'SimpleUser\t',
  'ｓｉｍｐｌｅｕｓｅｒ',
  'simple\u00aduser',
  'simple\u200buser',
  '\ufeffsimpleuser',
  'simple user',
  'ﬁrsttimeuser',
  'firſttimeuser',
  'FIRſTTIMEUSER',
]

/** What every adapter must do alike, over the demo directory. */
export function describeDirectory(
  adapter: string,
  open: () => Promise<{ directory: Directory; end(): Promise<void> }>,
) {
  describe(`${adapter}: what every directory does`, () => {
    let directory: Directory
    let end: () => Promise<void>
    beforeAll(async () => ({ directory, end } = await open()))
    afterAll(() => end())

    describe.each(DEMO_USERS)('$username', user => {
      test('signs in with the right password, and all facts are read', async () => {
        expect(await directory.authenticate(user.username, 'password')).toEqual({ ok: true, user })
        expect(await directory.find(user.username)).toEqual(user)
      })
      test.each(['Password', 'password ', '', ' ', '*', 'password\u0000', 'p'.repeat(1025), 'p'.repeat(5_000_000)])(
        'is refused with a wrong password (%#)',
        async password => expect(await directory.authenticate(user.username, password)).toEqual({ ok: false, user }),
      )
    })

    test.each(['password', '', randomUUID()])(
      'an unknown name is refused, whatever the password (%#)',
      async password => {
        expect(await directory.authenticate('nobody', password)).toEqual({ ok: false, user: null })
      },
    )
    test('an unknown name is not found', async () => expect(await directory.find('nobody')).toBeNull())

    test.each(HOSTILE_NAMES)('a hostile name gives nothing but "no" (%#)', async name => {
      for (const password of ['password', '', '*']) {
        expect(await directory.authenticate(name, password)).toEqual({ ok: false, user: null })
      }
      expect(await directory.find(name)).toBeNull()
    })
    test.each(SPELLINGS)('a spelling it takes for a user has the key of that user (%#)', async spelling => {
      const user = await directory.find(spelling)
      expect(usernameKey(user?.username ?? spelling)).toBe(usernameKey(spelling))
    })
    test('case and spaces around do not make another user', async () => {
      expect(await directory.authenticate(' SimpleUser ', 'password')).toMatchObject({ ok: true })
    })

    test('fifty at once are not mixed up', async () => {
      const attempts = Array.from({ length: 50 }, (_, index) => ({
        user: DEMO_USERS[index % 20]!,
        right: index % 3 > 0,
      }))
      const answers = await Promise.all(
        attempts.map(({ user, right }) => directory.authenticate(user.username, right ? 'password' : 'wrong')),
      )
      expect(answers).toEqual(attempts.map(({ user, right }) => ({ ok: right, user })))
    })
    test('decoy and ping answer', async () => {
      await directory.decoy()
      await directory.ping()
    })
  })
}
