import { randomInt } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { newCredentials, saveCredentials } from '#db/embedded/credentials.ts'
import { type Embedded, grantApp, startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'

export type OwnPostgres = {
  appUrl: string
  rows<Row>(text: string, values?: unknown[]): Promise<Row[]>
  /** SIGKILL to the server, and with `everyProcess` to all that serve its connections; resolves when none is left. */
  kill(everyProcess: boolean): Promise<void>
  /** On the same data and port. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A migrated PostgreSQL that may be killed: of this test alone, and durable, as the shared one is not. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const parent = mkdtempSync(join(tmpdir(), 'gatewarden-fault-'))
  const dataDir = join(parent, 'data')
  let server: Embedded | undefined
  let owner: pg.Pool | undefined
  const stop = async () => {
    await owner?.end()
    await server?.stop()
    rmSync(parent, { recursive: true, force: true })
  }
  try {
    choosePort(dataDir)
    server = await startEmbedded({ dataDir })
    const { port, ownerUrl, appUrl, superuserUrl } = server
    await migrate(ownerUrl)
    await grantApp(superuserUrl, new URL(appUrl).username)
    const pool = new pg.Pool({ connectionString: ownerUrl, max: 5, application_name: 'gatewarden test owner' })
    // The kill cuts its idle connections too.
    pool.on('error', () => {})
    owner = pool
    return {
      appUrl,
      rows: async (text, values) => (await pool.query(text, values)).rows,
      async kill(everyProcess) {
        const killed = server
        if (!killed) return
        const pids = everyProcess ? await childrenOf(killed) : []
        for (const pid of [killed.pid, ...pids]) killOutright(pid)
        await killed.exited
      },
      async restart() {
        server = await startEmbedded({ dataDir })
        if (server.port !== port) throw new Error(`PostgreSQL came back on port ${server.port}, not ${port}`)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

// Away from the ports where other tests' servers begin to look and from those the system hands out: nobody may take
// it while the server is down.
function choosePort(dataDir: string) {
  mkdirSync(dataDir, { mode: 0o700 })
  saveCredentials(dataDir, { ...newCredentials(), port: randomInt(21_000, 29_000) })
}

async function childrenOf(server: Embedded): Promise<number[]> {
  const client = new pg.Client({ connectionString: server.superuserUrl })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pid FROM pg_stat_activity')
  await client.end()
  return rows.map(row => row.pid)
}

function killOutright(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
