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
  /** SIGSTOP to every process of it: whatever is asked from now on waits. */
  freeze(): Promise<void>
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
  let frozen: number[] = []
  const running = () => {
    if (!server) throw new Error('PostgreSQL was never started')
    return server
  }
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
      async freeze() {
        frozen = await processesOf(running())
        for (const pid of frozen) signal(pid, 'SIGSTOP')
      },
      async kill(everyProcess) {
        const killed = running()
        const others = everyProcess && frozen.length === 0 ? await processesOf(killed) : frozen
        for (const pid of [killed.pid, ...others]) signal(pid, 'SIGKILL')
        frozen = []
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

async function processesOf({ pid, superuserUrl }: Embedded): Promise<number[]> {
  const client = new pg.Client({ connectionString: superuserUrl })
  client.on('error', () => {})
  await client.connect()
  const text = 'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()'
  const { rows } = await client.query<{ pid: number }>(text)
  await client.end()
  return [pid, ...rows.map(row => row.pid)]
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
