import { clientApps } from '#db/schema/client-apps.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { newSecret, sha256 } from '#lib/crypto/hash.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { RegisterClientApp } from './schema.ts'

/** Registers a client app. A server or gateway gets a secret, shown this once and kept as its hash. */
export async function registerClientApp(
  ctx: Context,
  input: unknown,
): Promise<{ clientId: string; secret: string | null }> {
  if (ctx.actor.kind !== 'system') throw new Failure('permission_missing')
  const app = parse(RegisterClientApp, input)
  const secret = app.kind === 'server' || app.kind === 'gateway' ? newSecret('key_') : null
  return transact(ctx, async ctx => {
    const [added] = await ctx.db
      .insert(clientApps)
      .values({ ...app, secretHash: secret && sha256(secret) })
      .onConflictDoNothing()
      .returning({ clientId: clientApps.clientId })
    if (!added)
      throw new Failure('request_invalid', { field: 'clientId', message: `${app.clientId} is registered already` })
    await record(ctx, {
      eventType: 'CLIENT_APP_CHANGED',
      severity: 'WARN',
      eventData: { change: 'registered', client_id: app.clientId, kind: app.kind },
    })
    return { clientId: app.clientId, secret }
  })
}
