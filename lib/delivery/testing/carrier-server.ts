import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }
export type Reply = {
  status?: number
  body?: string
  headers?: Record<string, string>
  afterMs?: number
  hangs?: boolean
}

/** A carrier on a real port that answers as the test says; by default as Twilio does when it has taken something. */
export async function startCarrierServer() {
  const received: Received[] = []
  const carrier = { reply: (_received: Received, _count: number): Reply => TAKEN }

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const got = { path: `${request.method} ${request.url}`, headers: request.headers, body: await text(request) }
    received.push(got)
    const { status = 200, body = '', headers = {}, afterMs = 0, hangs } = carrier.reply(got, received.length)
    if (hangs) return
    await sleep(afterMs)
    response.writeHead(status, headers).end(body)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    carrier,
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export type CarrierServer = Awaited<ReturnType<typeof startCarrierServer>>

export const TAKEN: Reply = { status: 201, body: '{"sid":"SM00000000000000000000000000000000","status":"queued"}' }

/** An error as Twilio writes it: with the number in its words. */
export const twilioError = (status: number, code: number, headers = {}): Reply => ({
  status,
  headers,
  body: JSON.stringify({ code, message: `The number +442079460123 … (${code})`, more_info: 'https://…', status }),
})

/** A port where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
