import { connect, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { Client, type Entry, ResultCodeError, type SearchOptions } from 'ldapts'
import { before, type Deadline } from './deadline.ts'

export type LdapServer = { host: string; port: number; security: 'none' | 'starttls' | 'tls'; ca?: Buffer }

/** No connection came about: refused, unknown host, a certificate we do not trust, StartTLS not taken. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

/** The connection was there and died under an operation. */
export class ConnectionBroken extends Error {
  override name = 'ConnectionBroken'
}

/** The server answered an operation with an error. The message holds its code and never its text, which may quote an entry. */
export class ServerRefused extends Error {
  override name = 'ServerRefused'
  readonly code: number
  constructor(operation: string, code: number) {
    super(`${operation} was answered with result code ${code}`)
    this.code = code
  }
}

export type LdapConnection = {
  search(base: string, options: SearchOptions): Promise<Entry[]>
  /** False on `invalidCredentials` and on nothing else; every other refusal throws. */
  bind(dn: string, password: string): Promise<boolean>
  isUsable(): boolean
  close(): void
}

/** Throws `Unreachable` or `TimedOut`. */
export async function openConnection(server: LdapServer, deadline: Deadline): Promise<LdapConnection> {
  const { host, port, security } = server
  const tls: ConnectionOptions = { host, ca: server.ca, ...(isIP(host) ? {} : { servername: host }) }
  const socket = security === 'tls' ? connectTls({ ...tls, port }) : connect({ host, port })
  socket.setNoDelay(true).setKeepAlive(true, 15_000)
  try {
    await opened(socket, security === 'tls' ? 'secureConnect' : 'connect', deadline)
    if (security !== 'starttls') return wrap(socket)
    return wrap(await upgrade(socket, tls, deadline))
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/**
 * StartTLS (RFC 4511 §4.14) by a client of its own, thrown away after it: bytes that somebody on the wire slips in behind the
 * clear-text answer die with its parser. `Client.startTLS` keeps the parser, and would take them for answers under TLS.
 */
async function upgrade(plain: Socket, tls: ConnectionOptions, deadline: Deadline) {
  const asker = clientOn(plain)
  await before(deadline, translate('StartTLS', asker.exop('1.3.6.1.4.1.1466.20037')), () => plain.destroy()).catch(
    error => {
      throw error instanceof ServerRefused || error instanceof ConnectionBroken ? new Unreachable(error.message) : error
    },
  )
  const secure = connectTls({ ...tls, socket: plain })
  await opened(secure, 'secureConnect', deadline)
  return secure
}

async function opened(socket: Socket, event: 'connect' | 'secureConnect', deadline: Deadline) {
  const done = new Promise<void>((resolve, reject) => {
    socket.once(event, resolve)
    socket.once('error', (error: NodeJS.ErrnoException) => reject(new Unreachable(error.code ?? error.name)))
    socket.once('close', () => reject(new Unreachable('closed while connecting')))
  })
  await before(deadline, done, () => socket.destroy())
}

function wrap(socket: Socket): LdapConnection {
  const client = clientOn(socket)
  return {
    search: async (base, options) => (await translate('search', client.search(base, options))).searchEntries,
    bind: (dn, password) =>
      translate('bind', client.bind(dn, password)).then(
        () => true,
        error => {
          if (error instanceof ServerRefused && error.code === INVALID_CREDENTIALS) return false
          throw error
        },
      ),
    isUsable: () => socket.readyState === 'open',
    close: () => void socket.destroy(),
  }
}

const INVALID_CREDENTIALS = 49
/** The library's own number for "there was no answer". */
const NO_RESULT = 248

/** An LDAP client on this socket only: it never connects by itself, which it would do without TLS and without our bind. */
function clientOn(socket: Socket) {
  let taken = false
  const createConnection = () => {
    if (taken) throw new ConnectionBroken('the connection is closed')
    taken = true
    return socket
  }
  return new Client({ url: 'ldap://socket.invalid', createConnection })
}

function translate<T>(operation: string, answer: Promise<T>): Promise<T> {
  return answer.catch(error => {
    const answered = error instanceof ResultCodeError && error.code !== NO_RESULT
    throw answered
      ? new ServerRefused(operation, error.code)
      : new ConnectionBroken(`${operation}: the connection broke`)
  })
}
