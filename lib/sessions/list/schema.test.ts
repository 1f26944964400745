import { describe, expect, test } from 'vitest'
import { findUnsound, readListQuery } from '#lib/list-query.ts'
import { SESSION_PARAMS } from './rules.ts'
import { FILTERS, type FilterName, SessionFilter } from './schema.ts'

test('without filters: the active ones, newest activity first', () => {
  expect(SessionFilter.parse({})).toEqual({ status: ['ACTIVE'], sort: '-last_activity' })
})

test('every filter is read from text', () => {
  const given = {
    status: 'REVOKED,EXPIRED,REVOKED',
    user: '=demo-heron',
    app: 'web-banking, mobile-app',
    device: ' Chrome windows ',
    place: 'Vilnius',
    address: '203.0.113.0/24',
    risk: '50..',
    age: '1d..7d',
    idle: '..15m',
    step_ups: '2',
    id: '0199e3a0-0000-7000-8000-000000000001',
    sort: 'signed_in',
  }
  expect(SessionFilter.parse(given)).toEqual({
    status: ['REVOKED', 'EXPIRED'],
    user: { text: 'demo-heron', exact: true },
    app: ['web-banking', 'mobile-app'],
    device: 'Chrome windows',
    place: 'Vilnius',
    address: '203.0.113.0/24',
    risk: { min: 50, max: undefined },
    age: { min: 86_400, max: 604_800 },
    idle: { min: undefined, max: 900 },
    step_ups: 2,
    id: '0199e3a0-0000-7000-8000-000000000001',
    sort: 'signed_in',
  })
})

describe('refused', () => {
  test.each<[FilterName, string]>([
    ['status', 'GONE'],
    ['status', ''],
    ['user', ''],
    ['user', '='],
    ['user', 'a\u0000b'],
    ['user', 'x'.repeat(102)],
    ['app', 'web banking'],
    ['app', ''],
    ['app', Array.from({ length: 21 }, (_, n) => `app${n}`).join(',')],
    ['device', '   '],
    ['place', 'a\tb'],
    ['address', '203.0.113'],
    ['address', '203.0.113.0/33'],
    ['address', 'fe80::1%eth0'],
    ['risk', '50'],
    ['risk', '..'],
    ['risk', '70..50'],
    ['risk', '0..101'],
    ['risk', '-1..'],
    ['risk', '1..2..3'],
    ['age', '1w..'],
    ['age', '2d..1d'],
    ['age', '1d..1'],
    ['idle', '..1.5h'],
    ['step_ups', '0'],
    ['step_ups', '1e1'],
    ['id', 'not-a-uuid'],
  ])('%s=%j', (name, value) => {
    expect(FILTERS[name].safeParse(value).success).toBe(false)
  })

  test.each([{ sort: 'username' }, { sort: '' }, { stauts: 'ACTIVE' }, { limit: '100000' }])('%j', query => {
    expect(SessionFilter.safeParse(query).success).toBe(false)
  })
})

test('the list knows the same parameters as the schema', () => {
  expect([...SESSION_PARAMS.names].sort()).toEqual(Object.keys(SessionFilter.shape).sort())
  const defaults = SessionFilter.parse(SESSION_PARAMS.defaults)
  expect(SessionFilter.parse({})).toEqual(defaults)
})

describe('a link', () => {
  const read = (given: Record<string, string>) =>
    readListQuery(SESSION_PARAMS, given, findUnsound(SessionFilter.shape, given))

  test('keeps what makes sense, always written alike, and names the rest', () => {
    expect(read({ user: 'demo heron ', risk: 'high', sort: 'up', colour: 'red', status: 'any' })).toEqual({
      values: { status: 'any', user: 'demo heron' },
      text: 'status=any&user=demo+heron',
      ignored: ['risk', 'sort', 'colour'],
    })
  })

  test('that says what holds anyway says nothing', () => {
    expect(read({ sort: '-last_activity', status: 'ACTIVE' })).toEqual({ values: {}, text: '', ignored: [] })
  })

  test('is sound again once the parameter says something else', () => {
    const unsound = findUnsound(SessionFilter.shape, { risk: 'high' })
    expect(readListQuery(SESSION_PARAMS, { risk: '70..' }, unsound).values).toEqual({ risk: '70..' })
  })
})
