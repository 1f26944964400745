import { handle } from 'hono/vercel'
import { createApi } from '#lib/api/app.ts'
import { getParts } from '#lib/parts.ts'

// Discovery and keys: the same API, mounted where clients look for them.
export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

let api: Promise<(request: Request) => Response | Promise<Response>> | undefined

const answer = async (request: Request) => {
  api ??= getParts().then(parts => handle(createApi(parts)))
  return (await api)(request)
}

export { answer as GET }
