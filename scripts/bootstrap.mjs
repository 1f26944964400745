// node scripts/bootstrap.mjs <script.ts> [arguments]: makes sure that the packages are there, then runs the script on
// the Node.js they bring. Plain JavaScript without packages: the machine's own Node.js (18 or newer) runs it.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const packagedNode = join(root, 'node_modules', '.bin', 'node')
const [script, ...scriptArguments] = process.argv.slice(2)

if (process.platform === 'win32') end('Gatewarden runs on Linux and macOS. On Windows, use WSL 2.')
if (Number.parseInt(process.versions.node, 10) < 18) end(`Node.js 18 or newer is needed; this is ${process.version}.`)
if (!script) end('Usage: node scripts/bootstrap.mjs <script.ts> [arguments]')

if (!isInstalled()) await install()
process.exitCode = await run().catch(async error => {
  // Packages of another machine (a copied directory, a container's mount) do not run here: install this machine's.
  if (!['ENOENT', 'ENOEXEC', 'EACCES', 'UNKNOWN'].includes(error.code)) throw error
  await install()
  return run().catch(() => end(`${packagedNode} does not run here. Is installing with npm's "ignore-scripts" on?`))
})

// npm writes node_modules/.package-lock.json last: it tells what is installed, and is missing after an interruption.
function isInstalled() {
  const [wanted, installed] = ['package-lock.json', join('node_modules', '.package-lock.json')].map(readPackages)
  return Object.entries(wanted ?? {}).every(
    ([path, { optional, integrity }]) => path === '' || optional || installed?.[path]?.integrity === integrity,
  )
}

function readPackages(file) {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null
}

async function install() {
  const started = Date.now()
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`
  console.error('Installing the packages …')
  const progress = setInterval(() => console.error(`  still installing, ${seconds()}`), 15_000)
  let { code, output } = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'])
  // A lock file written against a registry without some platform's packages lacks them, and "ci" takes it for stale.
  if (output.includes('code EUSAGE')) {
    ;({ code, output } = await npm(['install', '--no-save', '--include=dev', '--no-audit', '--no-fund']))
  }
  clearInterval(progress)
  if (code !== 0 || !isInstalled()) end(`${output}\nThe packages could not be installed (npm ended with ${code}).`)
  console.error(`Packages installed in ${seconds()}.`)
}

// The npm that called us, on the Node.js it runs on itself: the packaged one is about to be replaced.
function npm(npmArguments) {
  const { npm_execpath: cli, npm_node_execpath: node, PATH = '' } = process.env
  const [command, first] = cli && node ? [node, [cli]] : ['npm', []]
  const path = PATH.split(delimiter).filter(entry => !entry.startsWith(join(root, 'node_modules')))
  const child = spawn(command, [...first, ...npmArguments], {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // Quiet while it goes well: npm on an older Node.js warns about packages that only the packaged one will run.
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text))
  return new Promise(resolve => {
    child.on('error', error => resolve({ code: error.message, output }))
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }))
  })
}

// Signals go on to the script, which decides when to end; the channel tells it when we were killed outright.
function run() {
  const child = spawn(packagedNode, [join(root, script), ...scriptArguments], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  // npm killed outright sends no signal; a shell that starts us by hand and leaves is no reason to end.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (!signal) return resolve(code)
      for (const name of signals) process.removeAllListeners(name)
      process.kill(process.pid, signal)
    })
  })
}

function end(message) {
  console.error(message)
  process.exit(1)
}
