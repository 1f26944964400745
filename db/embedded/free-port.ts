import { createServer } from 'node:net'

/** Whether something listens on the port already. Throws what else keeps us from listening there. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** `first` or the next port after it that nobody on this machine's loopback holds. */
export async function findFreePort(first: number): Promise<number> {
  for (let port = first; port < first + 1000; port++) if (await isPortFree(port, '127.0.0.1')) return port
  throw new Error(`No free port on 127.0.0.1 from ${first} to ${first + 999}.`)
}
