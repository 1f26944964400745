import { createServer, type IncomingMessage } from 'node:http'
import { clientAddress, trustedProxies } from '#lib/api/address.ts'
import { createListener } from '#lib/api/app.ts'
import { type Env, parseEnv } from '#lib/env.ts'
import { getParts } from '#lib/parts.ts'

/**
 * What runs in production: client apps' paths go straight to the API, everything else to Next. Next's own pipeline
 * would cost an API call more than the call itself.
 */
async function serve(env: Env, development: boolean) {
  process.env.NEXTAUTH_URL ??= env.publicUrl
  Object.assign(process.env, { NODE_ENV: development ? 'development' : 'production' })
  const parts = await getParts(env)
  const api = createListener(parts)
  const { default: next } = await import('next')
  const app = next({ dev: development, hostname: env.HOST, port: env.PORT })
  await app.prepare()
  const page = app.getRequestHandler()
  const trusted = trustedProxies(env.TRUSTED_PROXIES)

  const server = createServer((request, response) => {
    if (isApi(request.url ?? '') && !development) return api(request, response)
    nameAddress(request, trusted)
    return page(request, response)
  })
  server.on('error', error => stop(describeListenError(error, env)))
  server.listen(env.PORT, env.HOST, () => {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : env.PORT
    parts.log.info({ host: env.HOST, port }, 'listening')
    process.send?.({ ready: true, port })
  })

  const close = () => {
    // Keep-alive connections would hold the door open for minutes.
    server.close(() => parts.close().finally(() => process.exit(0)))
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 3000).unref()
    setTimeout(() => process.exit(0), 8000).unref()
  }
  process.once('SIGTERM', close)
  process.once('SIGINT', close)
}

const isApi = (url: string) => /^\/(api\/v1|\.well-known)(\/|\?|$)/.test(url)

// Pages read the client's address from this header: it holds what we found, never what the client wrote.
function nameAddress(request: IncomingMessage, trusted: ReturnType<typeof trustedProxies>) {
  const forwarded = request.headers['x-forwarded-for']
  const given = Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? null)
  request.headers['x-forwarded-for'] = clientAddress(request.socket.remoteAddress ?? '127.0.0.1', given, trusted)
}

function describeListenError(error: Error & { code?: string }, env: Env): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${env.PORT} is taken. Stop what uses it, or choose another: PORT=${env.PORT + 1} npm start`
  }
  if (error.code === 'EACCES') return `Port ${env.PORT} needs more rights than this user has. Choose one above 1023.`
  return error.message
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

try {
  await serve(parseEnv(process.env), process.env.DEV === '1')
} catch (error) {
  stop(error instanceof Error ? error.message : String(error))
}
