import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createListener } from '#lib/api/app.ts'
import { parseEnv } from '#lib/env.ts'
import { openParts, type Parts } from '#lib/parts.ts'

export const SECRET_KEY = 'a test secret of more than thirty-two characters'

/** Settings of an API that refuses nobody for coming often. */
export const settingsOn = (appUrl: string): Record<string, string> => ({
  DATABASE_URL: appUrl,
  SECRET_KEY,
  LOG_LEVEL: 'silent',
  DATABASE_POOL_SIZE: '20',
  // However slowly a test's machine recovers, whoever lost an answer may ask for it again.
  REFRESH_LEEWAY_SECONDS: '120',
  LIMIT_SIGN_INS_PER_USERNAME: '100000',
  LIMIT_SIGN_INS_PER_ADDRESS: '100000',
  LIMIT_SIGN_INS_PER_APP: '100000',
  LIMIT_STEPS_PER_CONTEXT: '100000',
  LIMIT_REFRESHES_PER_SESSION: '100000',
  LIMIT_OTP_PER_USER: '100000',
  LIMIT_OTP_PER_NUMBER: '100000',
  LIMIT_OTP_PER_PREFIX: '100000',
})

export type ServedApi = { url: string; parts: Parts; close(): Promise<void> }

/** The client apps' API as `server.ts` mounts it, without the console. */
export async function serveApi(settings: Partial<Record<string, string>>): Promise<ServedApi> {
  const parts = await openParts(parseEnv(settings))
  const server = createServer(createListener(parts))
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    parts,
    async close() {
      await new Promise(closed => {
        server.close(closed)
        server.closeAllConnections()
      })
      await parts.close()
    },
  }
}

// Run by itself: a process that can be killed.
if (import.meta.main) process.send?.({ url: (await serveApi(process.env)).url })
