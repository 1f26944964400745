import { connect, createServer, type Socket } from 'node:net'

type Options = {
  host?: string
  /** What goes on to the client instead of these bytes of the server's. */
  answer?: (chunk: Buffer) => Buffer
}

/**
 * Somebody on the wire between us and a server on 127.0.0.1:`to`: passes bytes on, changes them, cuts connections. A
 * function is asked for the port at every connection.
 */
export async function startRelay(
  to: number | (() => number),
  { host = '127.0.0.1', answer = chunk => chunk }: Options = {},
) {
  const sockets = new Set<Socket>()
  let cuts = 0
  const relay = createServer(client => {
    const server = connect({ host: '127.0.0.1', port: typeof to === 'function' ? to() : to })
    client.on('data', chunk => {
      if (cuts > 0) {
        cuts--
        client.destroy()
      } else server.write(chunk)
    })
    server.on('data', chunk => client.write(answer(chunk)))
    for (const [socket, other] of [[client, server] as const, [server, client] as const]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
  })
  await new Promise<void>(resolve => relay.listen(0, host, resolve))
  const { port } = relay.address() as { port: number }
  return {
    host,
    port,
    /** The next requests each meet a connection that breaks under them. */
    cutNext: (requests: number) => {
      cuts = requests
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => relay.close(resolve))
    },
  }
}
