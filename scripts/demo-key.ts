import { DEMO_KEY_HOLDERS, demoKey } from '#lib/clients/demo-key.ts'
import { readEnvironment } from './house/environment.ts'
import { findSecretKey } from './house/secret-key.ts'

/** npm run -s demo:key -- <client id>: prints the secret of a client app of the demo world. */
try {
  console.log(findDemoKey(process.argv[2]))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

function findDemoKey(clientId: string | undefined) {
  if (!DEMO_KEY_HOLDERS.some(holder => holder === clientId)) {
    const problem = clientId ? `The demo has no secret for "${clientId}".` : 'Whose secret?'
    throw new Error(`${problem} Usage: npm run -s demo:key -- ${DEMO_KEY_HOLDERS.join(' | ')}`)
  }
  const env = readEnvironment()
  if (!env.demo)
    throw new Error('This is not the demo: the secret of a client app is shown once, when it is registered.')
  const secretKey = findSecretKey(env)
  if (!secretKey) throw new Error(`Nothing has run with DATA_DIR=${env.DATA_DIR} yet. Start it first: npm start`)
  return demoKey(secretKey, clientId!)
}
