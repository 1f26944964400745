// Discovery and keys: the same API, mounted where clients look for them.
export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

export { GET } from '#app/api/v1/[...path]/route.ts'
