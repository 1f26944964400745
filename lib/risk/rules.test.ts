import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import {
  HIGH_RISK_SCORE,
  isHighRisk,
  judge,
  RISK_BANDS,
  RISK_POLICY,
  type RiskFacts,
  recommend,
  riskBand,
} from './rules.ts'

const quiet: RiskFacts = {
  hasFingerprint: true,
  signedInBefore: true,
  usedFingerprints: true,
  deviceKnown: true,
  addressIsLocal: false,
  addressAttempts: 1,
  addressUnsuccessful: 0,
  failedAttempts: 0,
  distinctAddresses: 1,
  distinctDevices: 1,
  highRiskEvaluations: 0,
}
const judged = (facts: Partial<RiskFacts>) => judge({ ...quiet, ...facts })
const types = (facts: Partial<RiskFacts>) => judged(facts).signals.map(signal => signal.type)
const stuffing = { addressAttempts: 40, addressUnsuccessful: 38 }

describe('bands and threshold', () => {
  it.each([
    [0, 'LOW', false],
    [30, 'LOW', false],
    [31, 'MEDIUM', false],
    [69, 'MEDIUM', false],
    [70, 'MEDIUM', true],
    [71, 'HIGH', true],
    [100, 'HIGH', true],
  ] as const)('%i is %s, high-risk: %s', (score, band, high) => {
    expect(riskBand(score)).toBe(band)
    expect(isHighRisk(score)).toBe(high)
    expect(score).toBeGreaterThanOrEqual(RISK_BANDS[band].from)
    expect(score).toBeLessThanOrEqual(RISK_BANDS[band].to)
  })

  it.each([
    [30, 'ALLOW'],
    [31, 'CHALLENGE'],
    [89, 'CHALLENGE'],
    [90, 'DENY'],
  ])('%i is %s', (score, recommendation) => expect(recommend(score)).toBe(recommendation))

  it('can be read by a browser: no import but of types', async () => {
    const source = await readFile(new URL('./rules.ts', import.meta.url), 'utf8')
    expect(source.match(/^import .*/gm)?.filter(line => !line.startsWith('import type'))).toEqual([])
  })
})

describe('NEW_DEVICE', () => {
  const stranger = { signedInBefore: false, usedFingerprints: false, deviceKnown: false }
  it.each<[string, Partial<RiskFacts>, string[]]>([
    ['a known device', {}, []],
    ['another device', { deviceKnown: false }, ['NEW_DEVICE']],
    ['the first sign-in ever, with a fingerprint', { ...stranger }, []],
    ['the first sign-in ever, without', { ...stranger, hasFingerprint: false }, []],
    [
      'none, at a user who never brought one',
      { hasFingerprint: false, usedFingerprints: false, deviceKnown: false },
      [],
    ],
    ['none, at a user who did', { hasFingerprint: false, deviceKnown: false }, ['NEW_DEVICE']],
    ['the first fingerprint of a user without one', { usedFingerprints: false, deviceKnown: false }, ['NEW_DEVICE']],
  ])('%s', (_name, facts, expected) => expect(types(facts)).toEqual(expected))

  it('alone never challenges', () => {
    expect(judged({ deviceKnown: false })).toMatchObject({
      riskScore: 15,
      recommendation: 'ALLOW',
      signals: [{ type: 'NEW_DEVICE', severity: 'LOW', points: 15, evidence: { fingerprint: 'never seen' } }],
    })
  })
})

describe('counts', () => {
  it.each<[string, Partial<RiskFacts>, string[], string]>([
    ['20 attempts of an address', { addressAttempts: 20 }, [], 'ALLOW'],
    ['21 of an address that is no network’s', { addressIsLocal: true, addressAttempts: 21 }, [], 'ALLOW'],
    ['21, an office', { addressAttempts: 21, addressUnsuccessful: 10 }, ['IP_VELOCITY'], 'ALLOW'],
    ['21, most of them failed', { addressAttempts: 21, addressUnsuccessful: 11 }, ['IP_VELOCITY'], 'CHALLENGE'],
    [
      'an office and a new device',
      { addressAttempts: 21, deviceKnown: false },
      ['IP_VELOCITY', 'NEW_DEVICE'],
      'CHALLENGE',
    ],
    ['2 failures', { failedAttempts: 2 }, [], 'ALLOW'],
    ['3 failures', { failedAttempts: 3 }, ['MULTIPLE_FAILED_ATTEMPTS'], 'CHALLENGE'],
    ['5 addresses', { distinctAddresses: 5 }, [], 'ALLOW'],
    ['6 addresses', { distinctAddresses: 6 }, ['MULTIPLE_IPS'], 'CHALLENGE'],
    ['3 devices', { distinctDevices: 3 }, [], 'ALLOW'],
    ['4 devices', { distinctDevices: 4 }, ['MULTIPLE_DEVICES'], 'CHALLENGE'],
    ['a high-risk evaluation this week', { highRiskEvaluations: 1 }, ['RECENT_HIGH_RISK'], 'CHALLENGE'],
  ])('%s', (_name, facts, expected, recommendation) => {
    expect(types(facts)).toEqual(expected)
    expect(judged(facts).recommendation).toBe(recommendation)
  })

  it('carries the numbers it was judged by', () => {
    expect(judged(stuffing).signals).toEqual([
      {
        type: 'IP_VELOCITY',
        severity: 'HIGH',
        points: 45,
        evidence: { attempts: 40, unsuccessful: 38, threshold: 20, windowMinutes: 10 },
      },
    ])
  })
})

describe('the sum', () => {
  it('denies the address that tries passwords, has tried this user and comes on a new device', () => {
    const facts = { ...stuffing, failedAttempts: 4, deviceKnown: false }
    expect(judged(facts)).toMatchObject({ riskScore: 95, recommendation: 'DENY' })
    expect(types(facts)).toEqual(['IP_VELOCITY', 'MULTIPLE_FAILED_ATTEMPTS', 'NEW_DEVICE'])
  })

  it('lets no stranger shut a user out by failing in his name from many addresses', () => {
    const facts = { failedAttempts: 500, distinctAddresses: 300, deviceKnown: false }
    expect(judged(facts)).toMatchObject({ riskScore: 85, recommendation: 'CHALLENGE' })
  })

  it('keeps one high-risk evaluation from breeding the next', () => {
    expect(judged({ highRiskEvaluations: 9, deviceKnown: false }).riskScore).toBeLessThan(HIGH_RISK_SCORE)
  })

  it('stops at 100', () => {
    const worst = { ...stuffing, failedAttempts: 9, distinctAddresses: 9, distinctDevices: 9, highRiskEvaluations: 9 }
    expect(judged({ ...worst, deviceKnown: false })).toMatchObject({ riskScore: 100, recommendation: 'DENY' })
  })

  it('obeys another policy', () => {
    const policy = { ...RISK_POLICY, newDevice: { points: 90.4 } }
    expect(judge({ ...quiet, deviceKnown: false }, policy)).toMatchObject({ riskScore: 90, recommendation: 'DENY' })
  })
})
