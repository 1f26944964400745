import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ROLES } from '#lib/agents/rules.ts'
import { openSessionWorld } from '#lib/sessions/testing/open-world.ts'
import { deleteView } from './delete-view.ts'
import { listViews } from './queries.ts'
import { saveView } from './save-view.ts'
import { MAX_VIEWS } from './schema.ts'

let world: Awaited<ReturnType<typeof openSessionWorld>>
beforeAll(async () => {
  world = await openSessionWorld()
})
afterAll(() => world.close())
beforeEach(() => world.owner.query('TRUNCATE saved_views'))

const save = (name: string, query = 'risk=70..', role: 'viewer' | 'analyst' = 'analyst') =>
  saveView(world.as(role), { page: 'sessions', name, query })

test('kept per agent, by name', async () => {
  await save('Night shift', 'risk=50..&columns=user,risk')
  await save('Attacked')
  await save('Attacked', 'status=any', 'viewer')
  expect(await listViews(world.as('analyst'), 'sessions')).toMatchObject([
    { name: 'Attacked', query: 'risk=70..' },
    { name: 'Night shift', query: 'risk=50..&columns=user%2Crisk' },
  ])
  expect(await listViews(world.as('viewer'), 'sessions')).toMatchObject([{ name: 'Attacked', query: 'status=any' }])
})

test('a name that is taken is a fault of the field', async () => {
  await save('Mine')
  await expect(save('  Mine ')).rejects.toMatchObject({
    failure: 'request_invalid',
    details: { field: 'name', message: 'You already have a view of this name' },
  })
})

test('the same name twice at once is kept once', async () => {
  const both = await Promise.allSettled([save('Race'), save('Race')])
  expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('deleting gives the view back, so that it can be saved again', async () => {
  const { viewId } = await save('Oops', 'app=web-banking')
  const deleted = await deleteView(world.as('analyst'), { viewId })
  expect(await listViews(world.as('analyst'), 'sessions')).toEqual([])
  await saveView(world.as('analyst'), { page: 'sessions', ...deleted })
  expect(await listViews(world.as('analyst'), 'sessions')).toMatchObject([{ name: 'Oops', query: 'app=web-banking' }])
  await expect(deleteView(world.as('analyst'), { viewId })).rejects.toMatchObject({ failure: 'not_found' })
})

test("somebody else's view is not found", async () => {
  const { viewId } = await save('Mine')
  await expect(deleteView(world.as('viewer'), { viewId })).rejects.toMatchObject({ failure: 'not_found' })
  expect(await listViews(world.as('analyst'), 'sessions')).toHaveLength(1)
})

test('a cursor is no part of a view', async () => {
  expect((await save('Place', 'cursor=abc&risk=1..')).query).toBe('risk=1..')
})

test('there is an end', async () => {
  for (let n = 0; n < MAX_VIEWS; n++) await save(`View ${n}`)
  await expect(save('One more')).rejects.toMatchObject({ failure: 'request_invalid' })
  expect(await listViews(world.as('analyst'), 'sessions')).toHaveLength(MAX_VIEWS)
})

test.each([
  { page: 'nowhere', name: 'x', query: '' },
  { page: 'sessions', name: '  ', query: '' },
  { page: 'sessions', name: 'x'.repeat(81), query: '' },
  { page: 'sessions', name: 'x', query: 'y'.repeat(2001) },
  { page: 'sessions', name: 'a\u0007b', query: '' },
])('%j is no view', async input => {
  await expect(saveView(world.as('admin'), input)).rejects.toMatchObject({ failure: 'request_invalid' })
})

test.each(ROLES)('a %s keeps views', async role => {
  await expect(saveView(world.as(role), { page: 'sessions', name: 'x', query: '' })).resolves.toMatchObject({
    name: 'x',
  })
})

test('an end user keeps none', async () => {
  const ctx = { ...world.as('admin'), actor: { kind: 'user', id: 'somebody' } as const }
  await expect(saveView(ctx, { page: 'sessions', name: 'x', query: '' })).rejects.toMatchObject({
    failure: 'permission_missing',
  })
})
