import { handle } from 'hono/vercel'
import { createApi } from '#lib/api/app.ts'
import { getParts } from '#lib/parts.ts'

// On a Next host without our server, and under `next dev`. `npm start` answers these paths in server.ts, without Next.
export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

let api: Promise<(request: Request) => Response | Promise<Response>> | undefined

const answer = async (request: Request) => {
  api ??= getParts().then(parts => handle(createApi(parts)))
  return (await api)(request)
}

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT }
