import NextAuth from 'next-auth'
import { getParts } from '#lib/parts.ts'
import { authOptions } from './options.ts'

type RouteContext = { params: Promise<{ nextauth: string[] }> }

// All the sign-in page needs of next-auth. Signing out is a server action, which ends the row before the cookie.
const OPEN = new Set(['GET csrf', 'POST callback/directory'])

async function handle(request: Request, context: RouteContext): Promise<Response> {
  const { nextauth } = await context.params
  if (!OPEN.has(`${request.method} ${nextauth.join('/')}`)) return new Response(null, { status: 404 })
  const parts = await getParts()
  process.env.NEXTAUTH_URL ??= parts.env.publicUrl
  const response: Response = await NextAuth(request as never, context as never, authOptions(parts))
  response.headers.set('cache-control', 'no-store')
  return sameHost(response)
}

// next-auth writes whole addresses with the configured host, and the console is read under 127.0.0.1 too; and its own
// pages for errors, which all are our sign-in page.
function sameHost(response: Response): Response {
  const location = response.headers.get('location')
  if (!location) return response
  const { pathname, search } = new URL(location, 'http://host')
  response.headers.set('location', pathname === '/' ? '/' : `/sign-in${search}`)
  return response
}

export { handle as GET, handle as POST }
