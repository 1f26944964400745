import { globSync, readFileSync } from 'node:fs'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { signIn } from './sign-in.ts'

const WHO = ['nobody', 'viewer', 'agent', 'analyst', 'admin'] as const
type Who = (typeof WHO)[number]

const AGENTS: Who[] = ['viewer', 'agent', 'analyst', 'admin']
const ANALYSTS: Who[] = ['analyst', 'admin']
const SESSION = '00000000-0000-7000-8000-000000000000'

/** Every page and route there is, and who may have it; `open` asks nobody, or asks in its own way. */
const ROUTES: Record<string, { path: string; for: Who[] } | 'open'> = {
  'app/(console)/page.tsx': { path: '/', for: AGENTS },
  'app/(console)/sessions/page.tsx': { path: '/sessions', for: AGENTS },
  'app/(console)/sessions/[sessionId]/page.tsx': { path: `/sessions/${SESSION}`, for: AGENTS },
  'app/api/console/counts/route.ts': { path: '/api/console/counts', for: AGENTS },
  'app/api/console/sessions/route.ts': { path: '/api/console/sessions', for: AGENTS },
  'app/api/console/sessions/count/route.ts': { path: '/api/console/sessions/count', for: AGENTS },
  'app/api/console/sessions/rows/route.ts': { path: `/api/console/sessions/rows?ids=${SESSION}`, for: AGENTS },
  'app/api/console/sessions/summary/route.ts': { path: `/api/console/sessions/summary?ids=${SESSION}`, for: AGENTS },
  'app/api/console/sessions/export/route.ts': { path: '/api/console/sessions/export?format=csv', for: ANALYSTS },
  'app/api/console/sessions/[sessionId]/route.ts': { path: `/api/console/sessions/${SESSION}`, for: AGENTS },
  'app/api/console/sessions/[sessionId]/events/route.ts': {
    path: `/api/console/sessions/${SESSION}/events`,
    for: AGENTS,
  },
  'app/api/console/views/route.ts': { path: '/api/console/views?page=sessions', for: AGENTS },
  'app/.well-known/[...path]/route.ts': 'open',
  'app/api/auth/[...nextauth]/route.ts': 'open',
  'app/api/v1/[...path]/route.ts': 'open',
  'app/api/demo/phone/route.ts': 'open',
  'app/api/demo/rows/route.ts': 'open',
  'app/api/demo/ticketing/route.ts': 'open',
  'app/demo/page.tsx': 'open',
  'app/docs/page.tsx': 'open',
  'app/sign-in/page.tsx': 'open',
}

/** Every server action there is, who may do it, and something to send that changes nothing. */
const ACTIONS: Record<string, { send: unknown; for: Who[] }> = {
  'lib/agents/actions.ts signOut': { send: undefined, for: AGENTS },
  'lib/sessions/actions.ts revoke': {
    send: { sessionId: SESSION, reason: 'a test' },
    for: ['agent', 'analyst', 'admin'],
  },
  'lib/sessions/list/actions.ts revokeSelected': { send: { sessionIds: [SESSION], reason: 'a test' }, for: ANALYSTS },
  'lib/views/actions.ts saveViewAction': { send: { page: 'sessions', name: '', query: '' }, for: AGENTS },
  'lib/views/actions.ts deleteViewAction': { send: { viewId: SESSION }, for: AGENTS },
}

type Manifest = { node: Record<string, { exportedName: string; filename: string }> }

// A glob passes over folders that begin with a dot.
const files = () => globSync(['app/**/{page.tsx,route.ts}', 'app/.*/**/{page.tsx,route.ts}'])

const actions = () => {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as Manifest
  return Object.entries(manifest.node).map(([id, { exportedName, filename }]) => ({
    id,
    name: `${filename} ${exportedName}`,
  }))
}

test('every page, route and action has its row', () => {
  expect(files().sort()).toEqual(Object.keys(ROUTES).sort())
  expect(
    actions()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(ACTIONS).sort())
})

for (const who of WHO) {
  test(`what ${who} may`, async ({ page }) => {
    if (who !== 'nobody') await signIn(page, who)
    for (const [file, route] of Object.entries(ROUTES)) {
      if (route === 'open') continue
      const may = route.for.includes(who)
      expect({ file, who, answer: await ask(page.request, route.path) }).toEqual({
        file,
        who,
        answer: may ? 'let in' : refusalOf(who, file),
      })
    }
    for (const { id, name } of actions()) {
      // The last of all: it ends the agent session that the others need.
      if (name.endsWith(' signOut')) continue
      const { send, for: allowed } = ACTIONS[name]!
      const failure = await act(page.request, id, send)
      const expected = who === 'nobody' ? 'not_signed_in' : 'permission_missing'
      if (allowed.includes(who)) expect(`${name} by ${who}: ${failure}`).not.toMatch(/not_signed_in|permission_missing/)
      else expect({ name, who, failure }).toEqual({ name, who, failure: expected })
    }
  })
}

const refusalOf = (who: Who, file: string) =>
  who === 'nobody' ? (file.endsWith('page.tsx') ? 'led to sign in' : '401') : '403'

async function ask(request: APIRequestContext, path: string): Promise<string> {
  const response = await request.get(path, { maxRedirects: 5 })
  if (new URL(response.url()).pathname === '/sign-in') return 'led to sign in'
  // An id nobody has is 404 to those who may look it up.
  return response.ok() || response.status() === 404 ? 'let in' : String(response.status())
}

/** Sends a server action as the browser does; gives the name of its failure, or null. */
async function act(request: APIRequestContext, id: string, input: unknown): Promise<string | null> {
  const response = await request.post('/sessions', {
    headers: { 'next-action': id, accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' },
    data: JSON.stringify(input === undefined ? [] : [input]),
  })
  return /"failure":"(\w+)"/.exec(await response.text())?.[1] ?? null
}
