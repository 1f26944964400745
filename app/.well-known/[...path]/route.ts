// Discovery and keys: the same API, mounted where clients look for them.
export const dynamic = 'force-dynamic'
export const runtime = 'nodejs'

export { DELETE, GET, OPTIONS, PATCH, POST, PUT } from '#app/api/v1/[...path]/route.ts'
