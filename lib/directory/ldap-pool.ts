import { before, type Deadline, TimedOut } from './deadline.ts'
import { ConnectionBroken, type LdapConnection } from './ldap-connection.ts'

/** Firewalls forget quiet connections without telling: one that rested longer is not trusted again. */
const MAX_IDLE_MS = 30_000

/** Every connection was at work until the deadline: we ask more than the pool carries. Says nothing about the server. */
export class NoConnectionFree extends Error {
  override name = 'NoConnectionFree'
}

/** At most `size` connections; each serves one call at a time, further calls wait their turn until their deadline. */
export function createPool(size: number, open: (deadline: Deadline) => Promise<LdapConnection>) {
  const idle: { connection: LdapConnection; since: number }[] = []
  const waiting: PromiseWithResolvers<void>[] = []
  let busy = 0
  let closed = false

  async function enter(deadline: Deadline) {
    if (busy < size) return void busy++
    const turn = Promise.withResolvers<void>()
    waiting.push(turn)
    await before(deadline, turn.promise, () => waiting.splice(waiting.indexOf(turn), 1)).catch(() => {
      throw new NoConnectionFree('no connection of LDAP_POOL_SIZE was free in time')
    })
  }
  function leave() {
    const next = waiting.shift()
    if (next) next.resolve()
    else busy--
  }
  function clear() {
    for (const { connection } of idle.splice(0)) connection.close()
  }
  function takeIdle() {
    for (let rested = idle.pop(); rested; rested = idle.pop()) {
      if (rested.connection.isUsable() && performance.now() - rested.since < MAX_IDLE_MS) return rested.connection
      rested.connection.close()
    }
    return null
  }
  async function attempt<T>(connection: LdapConnection, deadline: Deadline, work: (on: LdapConnection) => Promise<T>) {
    try {
      return await before(deadline, work(connection), connection.close)
    } finally {
      if (connection.isUsable() && !closed) idle.push({ connection, since: performance.now() })
      else connection.close()
    }
  }

  return {
    /** Runs `work` on a connection. One that rested and proves broken is thrown away, and the work done once more. */
    async use<T>(deadline: Deadline, work: (on: LdapConnection) => Promise<T>): Promise<T> {
      await enter(deadline)
      try {
        const rested = takeIdle()
        if (rested) {
          try {
            return await attempt(rested, deadline, work)
          } catch (error) {
            // What broke this one has broken the others that rest: a restart, a switch, a firewall.
            if (error instanceof ConnectionBroken || error instanceof TimedOut) clear()
            if (!(error instanceof ConnectionBroken)) throw error
          }
        }
        return await attempt(await open(deadline), deadline, work)
      } finally {
        leave()
      }
    },
    close() {
      closed = true
      clear()
    },
  }
}
