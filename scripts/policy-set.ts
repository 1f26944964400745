import { parseArgs } from 'node:util'
import { setPolicy } from '#lib/policies/set-policy.ts'
import { asOperator } from './house/as-operator.ts'

const USAGE = `Usage: npm run -s policy:set -- --name step_up --reason <why> '<settings as JSON>'

Puts a new version of a policy in force and prints it. What is not named stays as it is:
  npm run -s policy:set -- --name step_up --reason "holiday season" '{"highValue": 5000}'`

/** npm run -s policy:set: changes a policy, on record. */
try {
  console.log(JSON.stringify(await set(), null, 2))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function set() {
  const { name, reason, settings } = readArguments()
  if (!name || !reason || !settings) throw new Error(USAGE)
  return asOperator('policy:set', ctx => setPolicy(ctx, { name, settings, reason }))
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { name: { type: 'string' }, reason: { type: 'string' } },
      allowPositionals: true,
    })
    return { ...values, settings: positionals[0] && JSON.parse(positionals[0]) }
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`)
  }
}
