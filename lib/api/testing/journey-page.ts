import { STATUS_CODES } from 'node:http'
import { makeSteady } from './steady.ts'
import type { Answer, TestApi } from './test-api.ts'

/** A page of docs/journeys: what is done in it is done for real when it is written. */
export type JourneyPage = { file: string; title: string; why: string; run(page: Page): Promise<void> }

type Call = { headers?: Record<string, string>; body?: Record<string, unknown>; form?: Record<string, string> }

export type Page = {
  api: TestApi
  /** A paragraph. */
  say(text: string): void
  /** Asks the API, and writes down what was asked and answered. Throws when the status is another. */
  call(expected: number, method: string, path: string, call?: Call): Promise<Answer>
  /** This value reads as that: a code, a number on a phone. */
  name(value: string | number, shown: string | number): void
  /** What the journey of a context left in the database. */
  leaves(contextId: string, more?: { sessionId?: string }): Promise<void>
}

/** The Markdown of a page: its journey is gone through on `api` from beginning to end. */
export async function writePage(api: TestApi, { title, why, run }: JourneyPage): Promise<string> {
  const steady = makeSteady()
  // Written at the end: what a number on a phone reads as may be said after it was shown.
  const parts: (() => string)[] = [() => `# ${title}`, () => why]
  const page: Page = {
    api,
    say: text => void parts.push(() => text),
    name: steady.name,
    async call(expected, method, path, call = {}) {
      const headers = { ...OWN_HEADERS, ...call.headers }
      const answer = await ask(api, method, path, { ...call, headers })
      if (answer.status !== expected) {
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}, not ${expected}`)
      }
      const askedMs = Date.now()
      parts.push(
        () => fenced('sh', writeCurl(api.parts.env.publicUrl, method, path, steady, { ...call, headers })),
        () => {
          steady.at(askedMs)
          return fenced('http', writeAnswer(answer, steady))
        },
      )
      return answer
    },
    async leaves(contextId, { sessionId } = {}) {
      const rows = await rowsOf(api, contextId, sessionId)
      parts.push(
        () => '## What it leaves',
        () => writeRows(rows),
      )
    },
  }
  await run(page)
  return `${parts.map(write => write()).join('\n\n')}\n`
}

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``

const OWN_HEADERS = { 'x-client-id': 'storefront-web-app' }

function ask(api: TestApi, method: string, path: string, { headers = {}, body, form }: Call): Promise<Answer> {
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json'
  const text = form ? new URLSearchParams(form).toString() : body && JSON.stringify(body)
  return api.send(method, path, {
    headers: { 'user-agent': BROWSER, ...headers, ...(text && { 'content-type': type }) },
    ...(text && { body: text }),
  })
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/155.0.0.0 Safari/537.36'

type Steady = ReturnType<typeof makeSteady>

function writeCurl(origin: string, method: string, path: string, steady: Steady, { headers = {}, body, form }: Call) {
  const url = `${origin}${path.startsWith('/.') ? '' : '/api/v1'}${path}`
  const lines = [`curl ${method === 'GET' || body || form ? '' : `-X ${method} `}${steady.text(url)}`]
  for (const [name, value] of Object.entries(headers)) lines.push(header(name, value, steady))
  if (body)
    lines.push(`-H 'content-type: application/json'`, `-d '${toJson(steady.value(body)).replaceAll("'", "'\\''")}'`)
  for (const [name, value] of Object.entries(form ?? {})) lines.push(`--data-urlencode '${name}=${steady.text(value)}'`)
  return lines.join(' \\\n  ')
}

// A secret is not shown, not even that of a test: it reads as the variable that holds yours.
function header(name: string, value: string, steady: Steady) {
  if (name === 'cookie') return `-b '${steady.text(value)}'`
  if (value.startsWith('Basic ')) {
    const [id] = Buffer.from(value.slice(6), 'base64').toString().split(':')
    return `-u '${id}:'"$CLIENT_SECRET"`
  }
  if (name === 'x-api-key') return `-H "x-api-key: $API_KEY"`
  return `-H '${name}: ${steady.text(value)}'`
}

const TOLD_HEADERS = ['set-cookie', 'www-authenticate', 'retry-after']

function writeAnswer({ status, headers, body }: Answer, steady: Steady) {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`]
  const told = ['content-type', ...TOLD_HEADERS].filter(name => headers.has(name))
  lines.push(...told.map(name => `${name}: ${steady.text(headers.get(name) ?? '')}`))
  if (body !== '') lines.push('', JSON.stringify(steady.value(body), null, 2))
  return lines.join('\n')
}

const toJson = (value: unknown) => {
  const line = JSON.stringify(value)
  return line.length <= 80 ? line : JSON.stringify(value, null, 2)
}

async function rowsOf(api: TestApi, contextId: string, sessionId?: string): Promise<Record<string, string>> {
  const [row] = await api.rows<Record<string, string>>(
    `WITH here AS (SELECT session_id, cupid FROM sessions WHERE context_id = $1 OR session_id = $2::uuid)
     SELECT (SELECT string_agg(auth_type || ' ' || coalesce(auth_outcome, 'not yet'), ', ' ORDER BY created_at) FROM auth_contexts
               WHERE context_id = $1) AS auth_contexts,
       (SELECT string_agg(transaction_type || ' ' || transaction_status, ', ' ORDER BY sequence_number)
          FROM auth_transactions WHERE context_id = $1) AS auth_transactions,
       (SELECT string_agg(recommendation, ', ' ORDER BY created_at) FROM drs_evaluations WHERE context_id = $1) AS drs_evaluations,
       (SELECT string_agg(status, ', ') FROM sessions JOIN here USING (session_id)) AS sessions,
       (SELECT string_agg(token_type || ' ' || status, ', ' ORDER BY t.created_at, token_type) FROM tokens t JOIN here USING (session_id)) AS tokens,
       (SELECT string_agg(d.status, ', ') FROM trusted_devices d WHERE cupid = (SELECT cupid FROM auth_contexts WHERE context_id = $1)) AS trusted_devices,
       (SELECT string_agg(event_type, ', ' ORDER BY created_at, audit_id) FROM audit_logs
          WHERE context_id = $1 OR session_id IN (SELECT session_id FROM here)) AS audit_logs`,
    [contextId, sessionId ?? null],
  )
  return row ?? {}
}

const writeRows = (rows: Record<string, string | null>) =>
  [
    '| table | rows |',
    '|---|---|',
    ...Object.entries(rows).map(([table, found]) => `| ${table} | ${found ?? '–'} |`),
  ].join('\n')
