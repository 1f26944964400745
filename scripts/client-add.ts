import { parseArgs } from 'node:util'
import { registerClientApp } from '#lib/clients/register-client-app.ts'
import { asOperator } from './house/as-operator.ts'

const USAGE = `Usage: npm run -s client:add -- --id <client id> --kind browser|mobile|server|gateway [--name <name>]
  [--scope <scope> …] [--origin <https://…> …] [--opaque] [--offer-device-binding]
  [--approves-pushes] [--handoff-to <client id> …]`

/** npm run -s client:add: registers a client app and prints its secret, once. */
try {
  await add()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function add() {
  const given = readArguments()
  const { id, kind, name, scope, origin, opaque } = given
  const {
    'offer-device-binding': deviceBindOffer,
    'approves-pushes': mayApprovePush,
    'handoff-to': handoffTargets,
  } = given
  if (!id || !kind) throw new Error(USAGE)
  await asOperator('client:add', async ctx => {
    const { secret } = await registerClientApp(ctx, {
      clientId: id,
      kind,
      name: name ?? id,
      scopes: scope,
      allowedOrigins: origin,
      accessTokenFormat: opaque ? 'opaque' : 'jwt',
      deviceBindOffer,
      mayApprovePush,
      handoffTargets,
    })
    console.log(secret ?? `${id} is registered. A ${kind} app has no secret.`)
  })
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
        'approves-pushes': { type: 'boolean' },
        'handoff-to': { type: 'string', multiple: true },
      },
    }).values
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`)
  }
}
