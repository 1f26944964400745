import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describeError } from '#lib/describe-error.ts'
import type { Log } from '#lib/log.ts'

/** First half of the advisory lock that says "this worker lives"; the second is the hash of its name. */
export const PRESENCE_CLASS = 7_301_447

const RECONNECT_MS = 500

export type Presence = {
  /** From now on `worker` counts as alive. Resolves once it does; until the database can be reached, that takes a while. */
  announce(worker: string): Promise<void>
  close(): Promise<void>
}

/**
 * Lets the other workers know which of them are alive: by locks that PostgreSQL holds for this process' connection, and
 * lets go of when the process dies, however it dies. Shared locks, so that a new connection never waits for the old one.
 */
export function openPresence(ownerUrl: string, log: Log): Presence {
  const announced = new Map<string, Promise<void>>()
  let closed = false
  let connection = connect()

  async function connect(): Promise<pg.Client> {
    while (!closed) {
      try {
        return await open()
      } catch (error) {
        log.error(describeError(error), 'queue: the others cannot see this worker yet')
        await sleep(RECONNECT_MS)
      }
    }
    throw new Error('closed')
  }

  async function open(): Promise<pg.Client> {
    const client = newClient(ownerUrl)
    try {
      await client.connect()
      for (const worker of announced.keys()) await lock(client, worker)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    client.once('end', () => {
      connection = connect()
      connection.catch(() => {})
    })
    return client
  }

  async function announce(worker: string) {
    while (!closed) {
      try {
        return void (await lock(await connection, worker))
      } catch {
        await sleep(RECONNECT_MS)
      }
    }
  }

  return {
    announce(worker) {
      const known = announced.get(worker) ?? announce(worker)
      announced.set(worker, known)
      return known
    },
    async close() {
      closed = true
      await connection.then(client => client.end()).catch(() => {})
    },
  }
}

function newClient(ownerUrl: string): pg.Client {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'gatewarden worker presence',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A machine that vanished without a word is noticed within half a minute, not after two hours.
    options:
      '-c idle_session_timeout=0 -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
  })
  // What ends the connection is told by 'end'.
  client.on('error', () => {})
  return client
}

const lock = (client: pg.Client, worker: string) =>
  client.query('SELECT pg_advisory_lock_shared($1, hashtext($2))', [PRESENCE_CLASS, worker])
