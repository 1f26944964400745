import { expect, it } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { createLog } from '#lib/log.ts'
import { openRisk } from './open-risk.ts'

const TRANSMIT = {
  TRANSMIT_BASE_URL: 'https://transmit.example',
  TRANSMIT_CLIENT_ID: 'client-1',
  TRANSMIT_CLIENT_SECRET: 'secret-1',
}
const open = (source: Record<string, string>) => openRisk(parseEnv(source), createLog('silent'))

it('is the built-in rules where nothing is configured', () => {
  expect(open({})).not.toHaveProperty('reportOutcome')
})

it('is Transmit where it is', () => {
  expect(open(TRANSMIT)).toHaveProperty('reportOutcome')
})

it('says what is missing of half a configuration', () => {
  const { TRANSMIT_CLIENT_ID: _, ...half } = TRANSMIT
  expect(() => open(half)).toThrow('missing: TRANSMIT_CLIENT_ID.')
})
