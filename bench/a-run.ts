import { fork } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { grantApp, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { BENCH_KEY, loadSessions, tokenOf } from '#bench/load.ts'
const dataDir = await mkdtemp(join(tmpdir(), 'gwb-'))
const database = await startEmbedded({ dataDir })
await migrate(database.ownerUrl); await grantApp(database.ownerUrl, 'gatewarden'); await loadSessions(database.ownerUrl, 20000)
const env = { ...process.env, DATABASE_URL: database.appUrl, SECRET_KEY: 'for the length of a measurement only', EMBEDDED_DATABASE: '1', LOG_LEVEL: 'info' }
const cpu = (pid: number) => { const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); return (Number(f[11]) + Number(f[12])) * 10 }
const pgCpu = () => readdirSync('/proc').filter(n => /^\d+$/.test(n)).reduce((s, n) => { try { const st = readFileSync(`/proc/${n}/stat`, 'utf8'); const env = readFileSync(`/proc/${n}/cmdline','utf8'`.slice(0,-7), 'utf8'); return /^postgres: .*gatewarden/.test(env) ? s + cpu(Number(n)) : s } catch { return s } }, 0)
async function one(script: string, port: number) {
  const child = fork(script, { env: { ...env, PORT: String(port) }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await new Promise(r => child.on('message', r))
  const go = (s: number) => autocannon({ url: `http://127.0.0.1:${port}/api/v1/auth/token/verify`, method: 'POST', connections: 16, duration: s, headers: { 'content-type': 'application/json', 'x-api-key': BENCH_KEY }, requests: [{ setupRequest: r => ({ ...r, body: JSON.stringify({ token: tokenOf(1 + Math.floor(Math.random() * 20000)) }) }) }] })
  await go(3)
  const out: string[] = []
  for (let i = 0; i < 5; i++) { const b = cpu(child.pid!), p = pgCpu(); const r = await go(4); const n = r.requests.total; out.push(`${((cpu(child.pid!) - b) * 1000 / n).toFixed(1)}us node, ${((pgCpu() - p) * 1000 / n).toFixed(1)}us pg, ${Math.round(r.requests.average)}/s`) }
  console.log(script, out.map(o => o.split(',')[0]).sort((a,b)=>parseFloat(a)-parseFloat(b)).slice(0,2).join(' '), out.map(o=>o.split(',')[2]).join(''))
  child.kill('SIGTERM'); await new Promise(r => child.on('exit', r))
}
for (const s of process.argv.slice(2)) await one(s, 4300)
await database.stop(); await rm(dataDir, { recursive: true, force: true })
process.exit(0)
