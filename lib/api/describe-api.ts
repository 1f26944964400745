import type { Env } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import type { Parts } from '#lib/parts.ts'
import { createApi } from './app.ts'
import { type OpenApiDocument, openapiDocument } from './document.ts'

/** The document with nothing behind it: an endpoint describes itself when it is mounted, and needs its parts to answer. */
export const describeApi = (env: Env): OpenApiDocument =>
  openapiDocument(createApi({ env, log: createLog('silent') } as Parts), env)
