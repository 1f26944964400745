import { parseArgs } from 'node:util'
import { registerClientApp } from '#lib/clients/register-client-app.ts'
import { systemContext } from '#lib/context.ts'
import { openParts } from '#lib/parts.ts'
import { readEnvironment } from './house/environment.ts'
import { findOwnerUrl } from './house/owner-url.ts'
import { findSecretKey } from './house/secret-key.ts'

const USAGE = `Usage: npm run -s client:add -- --id <client id> --kind browser|mobile|server|gateway [--name <name>]
  [--scope <scope> …] [--origin <https://…> …] [--opaque] [--offer-device-binding]`

/** npm run -s client:add: registers a client app and prints its secret, once. */
try {
  await add()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function add() {
  const { id, kind, name, scope, origin, opaque, 'offer-device-binding': deviceBindOffer } = readArguments()
  if (!id || !kind) throw new Error(USAGE)
  const env = readEnvironment()
  const secretKey = findSecretKey(env)
  if (!secretKey) throw new Error(`Nothing has run with DATA_DIR=${env.DATA_DIR} yet. Start it first: npm start`)
  const parts = await openParts({
    ...env,
    DATABASE_URL: await findOwnerUrl(env),
    SECRET_KEY: secretKey,
    LOG_LEVEL: 'error',
  })
  try {
    const { secret } = await registerClientApp(systemContext(parts, 'client:add'), {
      clientId: id,
      kind,
      name: name ?? id,
      scopes: scope,
      allowedOrigins: origin,
      accessTokenFormat: opaque ? 'opaque' : 'jwt',
      deviceBindOffer,
    })
    console.log(secret ?? `${id} is registered. A ${kind} app has no secret.`)
  } finally {
    await parts.close()
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        id: { type: 'string' },
        kind: { type: 'string' },
        name: { type: 'string' },
        scope: { type: 'string', multiple: true },
        origin: { type: 'string', multiple: true },
        opaque: { type: 'boolean' },
        'offer-device-binding': { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`)
  }
}
