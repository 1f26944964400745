import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { grantApp, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { BENCH_KEY, loadSessions, tokenOf } from './load.ts'

// Verify through the production server beside bare node:http + pg, in turns, on one machine with everything on it.
const SESSIONS = Number(process.argv[2] ?? 50_000)
const ROUNDS = 3
const SECONDS = 8
const BAR = 0.7
const CONTESTANTS = { server: 4101, reference: 4102 } as const

const dataDir = await mkdtemp(join(tmpdir(), 'gatewarden-bench-'))
const database = await startEmbedded({ dataDir })
const children: ChildProcess[] = []
try {
  console.log(`loading ${SESSIONS.toLocaleString('en')} sessions …`)
  await migrate(database.ownerUrl)
  await grantApp(database.ownerUrl, 'gatewarden')
  await loadSessions(database.ownerUrl, SESSIONS)
  const env = {
    ...process.env,
    DATABASE_URL: database.appUrl,
    SECRET_KEY: 'for the length of a measurement only',
    EMBEDDED_DATABASE: '1',
    LOG_LEVEL: 'info',
  }
  await start('server.ts', { ...env, PORT: String(CONTESTANTS.server) })
  await start('bench/reference.ts', { ...env, PORT: String(CONTESTANTS.reference) })

  const rates: Record<keyof typeof CONTESTANTS, Measure[]> = { server: [], reference: [] }
  for (const name of names()) await measure(CONTESTANTS[name], 3)
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names()) rates[name].push(await measure(CONTESTANTS[name], SECONDS))
  }
  await report(rates)
} finally {
  for (const child of children) child.kill('SIGTERM')
  await database.stop()
  await rm(dataDir, { recursive: true, force: true })
}

type Measure = { rate: number; p50: number; p99: number; errors: number }

function names() {
  return Object.keys(CONTESTANTS) as (keyof typeof CONTESTANTS)[]
}

function start(script: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = fork(script, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  children.push(child)
  return new Promise((ready, failed) => {
    child.on('message', () => ready())
    child.on('exit', code => failed(new Error(`${script} ended with ${code}`)))
  })
}

async function measure(port: number, seconds: number): Promise<Measure> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/api/v1/auth/token/verify`,
    method: 'POST',
    connections: 16,
    duration: seconds,
    headers: { 'content-type': 'application/json', 'x-api-key': BENCH_KEY },
    requests: [
      {
        setupRequest: request => ({
          ...request,
          body: JSON.stringify({ token: tokenOf(1 + Math.floor(Math.random() * SESSIONS)) }),
        }),
      },
    ],
    verifyBody: body => String(body).includes('"active":true'),
  })
  const { requests, latency, errors, non2xx, mismatches } = result
  return { rate: requests.average, p50: latency.p50, p99: latency.p99, errors: errors + non2xx + mismatches }
}

async function report(rates: Record<string, Measure[]>) {
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  const rows = Object.entries(rates).map(([name, runs]) => ({
    name,
    'requests/s': Math.round(median(runs.map(run => run.rate))),
    'p50 ms': median(runs.map(run => run.p50)),
    'p99 ms': median(runs.map(run => run.p99)),
    errors: runs.reduce((sum, run) => sum + run.errors, 0),
  }))
  console.table(rows)
  const ratio = median((rates.server ?? []).map((run, round) => run.rate / (rates.reference?.[round]?.rate ?? 1)))
  console.log(`verify: ${ratio.toFixed(2)} × bare node:http + pg (bar ${BAR}): ${ratio >= BAR ? 'pass' : 'short'}`)
  await mkdir('bench/results', { recursive: true })
  const file = `bench/results/${new Date().toISOString().slice(0, 10)}-verify.json`
  await writeFile(file, `${JSON.stringify({ sessions: SESSIONS, ratio, bar: BAR, rows }, null, 2)}\n`)
}
