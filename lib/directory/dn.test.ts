import { expect, test } from 'vitest'
import { commonNameOf, dnKey, isBelow } from './dn.ts'

test('spellings of one DN have one key, other DNs another', () => {
  expect(dnKey('CN=Smith\\, J+UID=1 , OU=People,dc=Example')).toBe(dnKey('uid=1+cn=smith\\2c j,ou=people,DC=example'))
  expect(dnKey('cn=a\\,ou=b')).not.toBe(dnKey('cn=a,ou=b'))
  expect(dnKey('cn=a\\0aou=b')).not.toBe(dnKey('cn=a,ou=b'))
})

test.each([
  ['cn=admins,ou=groups,dc=example', 'admins'],
  ['CN = A\\, \\"B\\" \\c3\\85 , dc=example', 'A, "B" Å'],
  ['ou=1+cn=two,dc=example', 'two'],
  ['ou=cn\\=admins,dc=example', null],
  ['ou=x,cn=admins', null],
  ['admins', null],
  ['', null],
])('the name of %s', (dn, name) => expect(commonNameOf(dn)).toBe(name))

test('below means below', () => {
  expect(isBelow('cn=a,OU=Groups, dc=example', 'ou=groups,dc=example')).toBe(true)
  expect(isBelow('ou=groups,dc=example', 'ou=groups,dc=example')).toBe(false)
  expect(isBelow('cn=a\\,ou=groups,dc=example', 'ou=groups,dc=example')).toBe(false)
  expect(isBelow('cn=a,ou=xgroups,dc=example', 'ou=groups,dc=example')).toBe(false)
})
