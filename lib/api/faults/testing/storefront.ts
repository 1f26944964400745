import { registerClientApp } from '#lib/clients/register-client-app.ts'
import { systemContext } from '#lib/context.ts'
import { parseEnv } from '#lib/env.ts'
import { openParts } from '#lib/parts.ts'

/** The client app that the load's users come from. */
export async function registerStorefront(settings: Record<string, string>): Promise<void> {
  const parts = await openParts(parseEnv(settings))
  const app = { clientId: 'storefront-web-app', kind: 'browser', scopes: ['openid', 'profile'] }
  try {
    await registerClientApp(systemContext(parts, 'test'), { name: app.clientId, ...app })
  } finally {
    await parts.close()
  }
}
