import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { step } from './progress.ts'
import { ROOT } from './root.ts'

const FOLDERS = ['app', 'components', 'lib', 'db', 'public']
const SETTINGS = /^(next\.config|postcss\.config|proxy|instrumentation|package-lock\.json|tsconfig\.json)/

/** Builds the console unless the last build is of these very sources. `stop` ends a build that is under way. */
export async function buildIfChanged(stop: AbortSignal): Promise<void> {
  const output = join(ROOT, process.env.NEXT_DIST_DIR || '.next')
  const mark = join(output, 'source-hash')
  const hash = hashSources()
  if (existsSync(join(output, 'BUILD_ID')) && existsSync(mark) && readFileSync(mark, 'utf8') === hash) return
  rmSync(mark, { force: true })
  await step('Building the console (its sources changed since the last build) …', () => build(stop))
  mkdirSync(output, { recursive: true })
  writeFileSync(mark, hash)
}

/** Changes whenever a file that the build reads does: names and contents, tests left out. */
export function hashSources(root: string = ROOT): string {
  const hash = createHash('sha256')
  const settings = readdirSync(root).filter(name => SETTINGS.test(name))
  const sources = FOLDERS.filter(folder => existsSync(join(root, folder))).flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)),
  )
  for (const file of [...settings, ...sources].filter(file => !file.endsWith('.test.ts')).sort()) {
    const path = join(root, file)
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

// Next reads .env by itself; the database and the demo are no business of a build.
function build(stop: AbortSignal): Promise<void> {
  const next = join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', DEMO: '', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stop,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) return resolve()
      reject(new Error(`${output.trim()}\n\nThe console could not be built (next build ended with ${code ?? signal}).`))
    })
  })
}
