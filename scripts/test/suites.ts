import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '#db/embedded/free-port.ts'
import { startEmbedded } from '#db/embedded.ts'
import { ROOT } from '../house/root.ts'
import { type Counts, countPlaywright, countVitest } from './reports.ts'
import { measure, type Result, run } from './suite.ts'
import { findOlderPostgres, TOOLS } from './tools.ts'

const bin = (path: string) => join(ROOT, 'node_modules', path)
const NEXT = bin('next/dist/bin/next')
const TSC = bin('typescript/bin/tsc')
const BIOME = bin('@biomejs/biome/bin/biome')
const VITEST = bin('vitest/vitest.mjs')
const PLAYWRIGHT = bin('@playwright/test/cli.js')

/** Types, lint and the rules of the house: the part that takes seconds. Each counts as one. */
export async function check(): Promise<Result[]> {
  return [
    await measure('types', () => asOne(async () => (await run(NEXT, ['typegen'])) || run(TSC, ['--noEmit']))),
    await measure('lint', () => asOne(() => run(BIOME, ['ci', '.']))),
    await measure('house', () => asOne(() => run('scripts/check-house.ts', []))),
  ]
}

/** Everything beside the sources, on a throw-away PostgreSQL and, where it is there, a real slapd. */
export async function unit(parameters: string[] = []): Promise<Result[]> {
  const without = TOOLS.slapd.isThere() ? [] : testsThatUse('slapd.ts').flatMap(file => ['--exclude', file])
  return [await measure('unit', () => vitest([...parameters, ...without]))]
}

/** The database's tests once more, on Debian's older PostgreSQL. */
export async function olderPostgres(parameters: string[] = []): Promise<Result[]> {
  const older = findOlderPostgres()
  if (!older) return []
  const { version, binDir } = older
  const name = `database on PostgreSQL ${version}`
  return [
    await measure(name, () =>
      withDirectory(async dataDir => {
        const server = await startEmbedded({ dataDir, binDir, throwAway: true })
        const files = parameters.length > 0 ? parameters : ['db/', '--exclude', 'db/embedded.test.ts']
        return vitest(files, { TEST_DATABASE_URL: server.superuserUrl }).finally(server.stop)
      }),
    ),
  ]
}

/** The whole house in a browser, started as a newcomer starts it, on data of its own. */
export async function e2e(parameters: string[] = []): Promise<Result[]> {
  if (!TOOLS.chromium.isThere()) return []
  return [
    await measure('browser', () =>
      withDirectory(async dataDir => {
        const report = join(dataDir, 'report.json')
        const port = await findFreePort(3100 + Math.floor(Math.random() * 5_000))
        const code = await run(PLAYWRIGHT, ['test', '--reporter=list,json', ...parameters], {
          E2E_DATA_DIR: join(dataDir, 'house'),
          E2E_PORT: String(port),
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
        })
        return { code, ...countPlaywright(report) }
      }),
    ),
  ]
}

async function vitest(parameters: string[], env: Record<string, string> = {}): Promise<Counts & { code: number }> {
  return withDirectory(async directory => {
    const report = join(directory, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await run(VITEST, ['run', ...reporters, ...parameters], env)
    return { code, ...countVitest(report) }
  })
}

async function asOne(work: () => Promise<number>): Promise<Counts & { code: number }> {
  const code = await work()
  return { code, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

function testsThatUse(file: string) {
  return ['lib', 'db'].flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map(name => join(folder, name))
      .filter(name => name.endsWith('.test.ts') && readFileSync(join(ROOT, name), 'utf8').includes(file)),
  )
}

async function withDirectory<Value>(work: (directory: string) => Promise<Value>): Promise<Value> {
  const directory = mkdtempSync(join(tmpdir(), 'gatewarden-run-'))
  try {
    return await work(directory)
  } finally {
    if (existsSync(directory)) rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}
