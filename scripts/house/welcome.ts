import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '#lib/env.ts'
import { elapsed } from './progress.ts'
import { ROOT } from './root.ts'

/** What a person needs to know once everything runs: addresses, sign-ins, how to stop. */
export function welcome(env: Env): string {
  const lines = [
    `Gatewarden is ready (${elapsed()}).`,
    '',
    `  Console     ${env.publicUrl}`,
    ...(env.demo ? [`  Demo bank   ${env.publicUrl}/demo`] : []),
    `  API         ${env.publicUrl}/api/v1   (documentation: ${env.publicUrl}/docs)`,
    '',
    ...(usesDemoDirectory(env) ? signIns() : []),
    '  Stop with Ctrl-C.',
  ]
  return `\n${lines.join('\n')}\n`
}

const usesDemoDirectory = (env: Env) => env.demoDirectoryAllowed && !env.LDAP_URL && !env.LDIF_FILE

function signIns() {
  const { agents, users } = readDemoDirectory()
  const margin = ' '.repeat(29)
  return [
    `  Sign in to the console as  ${agents.join(', ')}`,
    `  and to the demo bank as    ${wrap(users.join(', '), 80).join(`\n${margin}`)}`,
    '  Every password is "password".',
    '',
  ]
}

function readDemoDirectory() {
  const ldif = readFileSync(join(ROOT, 'lib', 'directory', 'demo.ldif'), 'utf8')
  const names = (pattern: RegExp) => [...ldif.matchAll(pattern)].map(match => match[1]!)
  const agents = names(/^member: uid=([^,]+),/gm)
  return { agents, users: names(/^uid: (.+)$/gm).filter(name => !agents.includes(name)) }
}

const wrap = (text: string, width: number) =>
  [...text.matchAll(new RegExp(`(.{1,${width}})(?: |$)`, 'g'))].map(match => match[1]!)
