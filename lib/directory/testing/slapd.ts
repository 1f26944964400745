import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'ldapts'
import { makeCertificates } from './certificates.ts'
import {
  BASE_DN,
  BIND_DN,
  BIND_PASSWORD,
  configLdif,
  DECOY_DN,
  ROOT_DN,
  ROOT_PASSWORD,
  servicesLdif,
} from './slapd-config.ts'

export type Slapd = Awaited<ReturnType<typeof startSlapd>>

/**
 * A real OpenLDAP server with our schema and the demo directory, on loopback, in a temporary folder. It takes StartTLS on
 * `url` and TLS on `ldapsUrl`, with a certificate of `caFile`. Throws, naming the packages, where slapd is not installed.
 */
export async function startSlapd() {
  requirePackages()
  const folder = await mkdtemp(join(tmpdir(), 'gatewarden-slapd-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const certificates = makeCertificates(folder)
  await fill(folder, certificates).catch(async error => {
    await remove()
    throw error
  })
  const [port, tlsPort] = [await freePort(), await freePort()]
  const url = `ldap://127.0.0.1:${port}`
  const ldapsUrl = `ldaps://127.0.0.1:${tlsPort}`
  let server: ChildProcess | null = null

  const start = async () => {
    server = launch(folder, `${url} ${ldapsUrl}`)
    await untilItAnswers(url, server, () => readLog(folder))
  }
  const halt = async () => {
    if (server) await end(server)
    server = null
  }
  await start()
  return {
    url,
    ldapsUrl,
    baseDn: BASE_DN,
    bindDn: BIND_DN,
    bindPassword: BIND_PASSWORD,
    decoyDn: DECOY_DN,
    rootDn: ROOT_DN,
    rootPassword: ROOT_PASSWORD,
    caFile: certificates.caFile,
    /** The server's own account of connections (`ACCEPT`) and operations (`SRCH`, `BIND`, `RESULT`), a line each. */
    log: () => readLog(folder),
    /** The process stops, its sockets stay: connections are accepted by the kernel and never answered. */
    pause: async () => {
      server?.kill('SIGSTOP')
      while (server?.pid && !isStopped(server.pid)) await sleep(1)
    },
    resume: () => void server?.kill('SIGCONT'),
    /** Ends the process and keeps its data and ports for `start`. */
    halt,
    start,
    stop: async () => {
      await halt()
      await remove()
    },
  }
}

const SLAPD = '/usr/sbin/slapd'
const MODULES = '/usr/lib/ldap'

function requirePackages() {
  const needed = [SLAPD, '/usr/sbin/slapadd', `${MODULES}/argon2.so`, `${MODULES}/dynlist.so`, '/usr/bin/openssl']
  const missing = needed.filter(path => !existsSync(path))
  if (missing.length === 0) return
  throw new Error(`${missing.join(', ')} not found. The directory tests need the Debian packages slapd and openssl.`)
}

async function fill(folder: string, certificates: ReturnType<typeof makeCertificates>) {
  const load = async (database: string, name: string, text: string) => {
    const file = join(folder, name)
    await writeFile(file, text)
    add(database, file)
  }
  const add = (database: string, file: string) =>
    execFileSync('/usr/sbin/slapadd', ['-q', '-n', database, '-F', join(folder, 'config'), '-l', file], {
      stdio: 'pipe',
    })
  await Promise.all(['config', 'data'].map(name => mkdir(join(folder, name))))
  await load('0', 'config.ldif', configLdif({ folder, modules: MODULES, ...certificates }))
  add('1', join(import.meta.dirname, '../demo.ldif'))
  await load('1', 'services.ldif', servicesLdif())
}

function launch(folder: string, urls: string) {
  const log = openSync(logFile(folder), 'a')
  const server = spawn(SLAPD, ['-d', 'stats', '-h', urls, '-F', join(folder, 'config')], {
    stdio: ['ignore', 'ignore', log],
  })
  closeSync(log)
  const leaveNothing = () => server.kill('SIGKILL')
  process.once('exit', leaveNothing)
  server.once('exit', () => process.off('exit', leaveNothing))
  return server
}

// A file and no pipe: a test that keeps Node busy would fill the pipe, and slapd would wait for it to be read.
const logFile = (folder: string) => join(folder, 'log')
const readLog = (folder: string) => readFileSync(logFile(folder), 'utf8').split('\n').slice(0, -1)

async function untilItAnswers(url: string, server: ChildProcess, log: () => string[]) {
  for (const giveUp = Date.now() + 10_000; Date.now() < giveUp; await sleep(20)) {
    if (server.exitCode !== null) break
    const client = new Client({ url, connectTimeout: 1_000, timeout: 1_000 })
    const answered = await client.bind(BIND_DN, BIND_PASSWORD).then(
      () => true,
      () => false,
    )
    await client.unbind()
    if (answered) return
  }
  server.kill('SIGKILL')
  throw new Error(`slapd did not start:\n${log().slice(-20).join('\n')}`)
}

/** A stop signal reaches thread after thread; one still running would answer one request more. */
function isStopped(pid: number) {
  const threads = readdirSync(`/proc/${pid}/task`)
  return threads.every(thread => / [Tt] /.test(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')))
}

async function end(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise(resolve => server.once('exit', resolve))
  server.kill('SIGCONT')
  server.kill('SIGTERM')
  const hurry = setTimeout(() => server.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(hurry)
}

function freePort() {
  return new Promise<number>((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
