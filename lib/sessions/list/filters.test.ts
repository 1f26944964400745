import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertClientApp } from '#db/testing/rows.ts'
import { parse } from '#lib/parse.ts'
import { openSessionWorld } from '../testing/open-world.ts'
import { countSessions, listApps, listSessions } from './queries.ts'
import { SessionFilter } from './schema.ts'
import { ago, openSession } from './testing/list-world.ts'

const HOUR = 3600
const DAY = 24 * HOUR

let world: Awaited<ReturnType<typeof openSessionWorld>>
/** Names of the sessions by id, so that a test can speak of them. */
const names = new Map<string, string>()

beforeAll(async () => {
  world = await openSessionWorld()
  const open = async (name: string, given: Parameters<typeof openSession>[1]) => {
    const id = await openSession(world.db, { username: name, ...given })
    names.set(id, name)
    return id
  }
  await open('demo-heron', {
    cupid: 'CUPID-004182',
    guid: 'GUID-77',
    risk: 84,
    signedInAt: ago(4 * HOUR),
    lastActivityAt: ago(38),
  })
  await open('demo-otter', {
    app: 'web-banking',
    risk: 20,
    stepUps: [35, 78],
    signedInAt: ago(2 * DAY),
    lastActivityAt: ago(HOUR),
  })
  await open('Demo_Lynx', {
    risk: 40,
    browser: 'Firefox',
    system: 'Linux',
    place: 'Vilnius, Lithuania',
    signedInAt: ago(10 * DAY),
    lastActivityAt: ago(5 * DAY),
  })
  await open('demo-ibis', {
    address: '2001:db8:4f::21',
    risk: 0,
    browser: 'Safari',
    system: 'iOS',
    place: 'Accra, Ghana',
  })
  await open('marten', { address: '203.0.113.140', app: 'mobile-app', risk: 100, stepUps: [5] })
  await open('gone', { status: 'REVOKED', revokedBy: 'CUPID-agent' })
  await open('left', { status: 'LOGGED_OUT', address: '203.0.113.7' })
  await open('lapsed', { status: 'EXPIRED' })
})
afterAll(() => world.close())

const matching = async (query: Record<string, string>) => {
  const filter = parse(SessionFilter, query)
  const { rows } = await listSessions(world.as('analyst'), filter)
  const found = rows.map(row => names.get(row.session_id)!).sort()
  expect(await countSessions(world.as('analyst'), filter)).toEqual({ count: found.length, capped: false })
  return found
}

const ACTIVE = ['Demo_Lynx', 'demo-heron', 'demo-ibis', 'demo-otter', 'marten']

test.each<[string, Record<string, string>, string[]]>([
  ['no filter: the active ones', {}, ACTIVE],
  ['one status', { status: 'REVOKED' }, ['gone']],
  ['two statuses', { status: 'LOGGED_OUT,EXPIRED' }, ['lapsed', 'left']],
  ['any status', { status: 'any' }, [...ACTIVE, 'gone', 'lapsed', 'left'].sort()],
  ['user: how the name begins, in any case', { user: 'DEMO-' }, ['demo-heron', 'demo-ibis', 'demo-otter']],
  ['user: the whole name', { user: '=demo-heron' }, ['demo-heron']],
  ['user: not a part that is not the beginning', { user: 'heron' }, []],
  ['user: exact is not a beginning', { user: '=demo' }, []],
  ['user: an underscore is an underscore', { user: 'demo_' }, ['Demo_Lynx']],
  ['user: a percent sign is one', { user: '%' }, []],
  ['user: cupid', { user: 'CUPID-0041' }, ['demo-heron']],
  ['user: cupid, whole', { user: '=CUPID-004182' }, ['demo-heron']],
  ['user: guid', { user: 'GUID-7' }, ['demo-heron']],
  ['app', { app: 'web-banking' }, ['demo-otter']],
  ['apps', { app: 'web-banking,mobile-app' }, ['demo-otter', 'marten']],
  ['an app that nobody uses', { app: 'ticketing' }, []],
  ['device: browser', { device: 'fire' }, ['Demo_Lynx']],
  ['device: system', { device: 'ios' }, ['demo-ibis']],
  ['device: both, in any order', { device: 'ios safari' }, ['demo-ibis']],
  ['device: both must be there', { device: 'firefox ios' }, []],
  ['place', { place: 'ghana accra' }, ['demo-ibis']],
  ['address', { address: '203.0.113.140' }, ['marten']],
  ['a range of addresses', { address: '203.0.113.0/24', status: 'any' }, ['left', 'marten']],
  ['a range written from within', { address: '203.0.113.200/24' }, ['marten']],
  ['IPv6', { address: '2001:db8:4f::21' }, ['demo-ibis']],
  ['a range of IPv6', { address: '2001:db8::/32' }, ['demo-ibis']],
  ['risk at least', { risk: '70..' }, ['demo-heron', 'demo-otter']],
  ['risk at most', { risk: '..5' }, ['demo-ibis', 'marten']],
  ['risk between: the latest counts, not the sign-in', { risk: '1..20' }, ['marten']],
  ['risk 0 is a risk, none is not', { risk: '0..0' }, ['demo-ibis']],
  ['signed in lately', { age: '..5h' }, ['demo-heron', 'demo-ibis', 'marten']],
  ['signed in long ago', { age: '2d..' }, ['Demo_Lynx', 'demo-otter']],
  ['signed in between', { age: '1d..3d' }, ['demo-otter']],
  ['active lately', { idle: '..5m' }, ['demo-heron']],
  ['idle for long', { idle: '3d..' }, ['Demo_Lynx']],
  ['step-ups at least', { step_ups: '1' }, ['demo-otter', 'marten']],
  ['more step-ups', { step_ups: '2' }, ['demo-otter']],
  ['several at once', { risk: '50..', app: 'storefront-web-app', idle: '..1h', user: 'demo' }, ['demo-heron']],
])('%s', async (_, query, expected) => {
  expect(await matching(query)).toEqual(expected)
  expect(await matching({ ...query, sort: 'signed_in' })).toEqual(expected)
})

test('a session by its id', async () => {
  const [id] = [...names].find(([, name]) => name === 'marten')!
  expect(await matching({ id })).toEqual(['marten'])
  expect(await matching({ id, status: 'REVOKED' })).toEqual([])
})

test('the apps there are', async () => {
  await insertClientApp(world.db, { clientId: 'web-banking', name: 'Web banking' })
  await insertClientApp(world.db, { clientId: 'mobile-app', name: 'Mobile app' })
  expect(await listApps(world.as('viewer'))).toEqual([
    { clientId: 'mobile-app', name: 'Mobile app' },
    { clientId: 'web-banking', name: 'Web banking' },
  ])
})
