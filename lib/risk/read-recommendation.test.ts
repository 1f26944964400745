import { describe, expect, it } from 'vitest'
import { readRecommendation } from './read-recommendation.ts'
import type { RiskRequest } from './risk-service.ts'
import { RECOMMENDATION } from './testing/transmit-server.ts'

const request: RiskRequest = {
  authType: 'INITIAL',
  sessionId: null,
  cupid: 'C-1',
  appId: 'storefront-web-app',
  ipAddress: '192.0.2.1',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0',
  deviceFingerprint: null,
  actionToken: 'action-token-1',
}
const read = (answer: unknown) => readRecommendation(JSON.stringify(answer), request)
const allow = { recommendation: { type: 'ALLOW' } }

it('reads the documented answer', () => {
  expect(read(RECOMMENDATION)).toEqual({
    available: true,
    recommendation: 'CHALLENGE',
    riskScore: 73,
    deviceId: 'demo-device-1',
    device: {
      browser: 'Chrome',
      browserVersion: '113',
      operatingSystem: 'macOS',
      osVersion: '14.1.0',
      deviceType: 'desktop',
      isMobile: false,
      screenResolution: '1920x1080',
    },
    ipLocation: 'Los Angeles, California, United States',
    signals: [
      { type: 'ACCOUNT_TAKEOVER', severity: 'HIGH', points: 0, evidence: { kind: 'threat' } },
      { type: 'TAMPERED_DETECTED', severity: 'HIGH', points: 0, evidence: { kind: 'signal' } },
      { type: 'BEHAVIOR_BOT', severity: 'MEDIUM', points: 0, evidence: { kind: 'reason' } },
      { type: 'PROFILE_DEVICE_NEW', severity: 'MEDIUM', points: 0, evidence: { kind: 'reason' } },
      { type: 'VPN_DETECTED', severity: 'LOW', points: 0, evidence: { kind: 'signal' } },
    ],
    raw: RECOMMENDATION,
  })
})

describe('leniency', () => {
  it('asks for the recommendation only, and takes the device from the user agent then', () => {
    expect(read(allow)).toMatchObject({
      recommendation: 'ALLOW',
      riskScore: 15,
      deviceId: null,
      device: { browser: 'Firefox', operatingSystem: 'Windows', deviceType: 'desktop', screenResolution: null },
      ipLocation: null,
      signals: [],
      raw: allow,
    })
  })

  it('reads small letters as the guides write them', () => {
    expect(read({ recommendation: { type: 'trust' } })).toMatchObject({ recommendation: 'TRUST', riskScore: 0 })
  })

  it.each([
    ['73.6', 74],
    [0, 0],
    [null, 15],
    ['high', 15],
    ['', 15],
    [true, 15],
    [250, 15],
    [-1, 15],
  ])('takes the score %j for %i', (risk_score, expected) => {
    expect(read({ ...allow, risk_score }).riskScore).toBe(expected)
  })

  it('takes fields of another kind for absent and keeps what it does not know', () => {
    const odd = {
      ...allow,
      context: { device_id: { id: 1 }, browser_name: ['Chrome'], ip_country: 7 },
      reasons: ['A', 7, null],
      threats: 'NONE',
      risk_signals: 'none',
      verdict_of_tomorrow: { deep: [1, 2] },
    }
    const verdict = read(odd)
    expect(verdict).toMatchObject({ deviceId: null, device: { browser: 'Firefox' }, signals: [{ type: 'A' }] })
    expect(verdict.raw).toEqual(odd)
  })

  it('fits the columns whatever is sent', () => {
    const long = 'x'.repeat(5000)
    const context = { device_id: long, device_platform: long, os_name: long, os_version: long, browser_name: long }
    const verdict = read({ ...allow, context: { ...context, ip_location_city: long }, reasons: Array(80).fill(long) })
    expect(verdict.deviceId).toMatch(/^[0-9a-f]{64}$/)
    expect(verdict.device).toMatchObject({ deviceType: 'x'.repeat(50), osVersion: 'x'.repeat(50) })
    expect(verdict.ipLocation).toHaveLength(100)
    expect(verdict.signals).toHaveLength(50)
    expect(verdict.signals[0]?.type).toHaveLength(50)
  })
})

it('keeps nothing that jsonb refuses, and no action token', () => {
  const verdict = read({ ...allow, 'k\0ey': 'a\0b', half: '\ud800', echo: ['token action-token-1!'] })
  expect(verdict.raw).toEqual({ ...allow, key: 'ab', half: '\ufffd', echo: ['token [action token]!'] })
})

it.each([
  ['nothing', ''],
  ['a page', '<html>Bad gateway</html>'],
  ['truncated JSON', JSON.stringify(RECOMMENDATION).slice(0, 200)],
  ['null', 'null'],
  ['a list', '[{"recommendation":{"type":"ALLOW"}}]'],
  ['no recommendation', '{"risk_score": 3}'],
  ['an unknown recommendation', '{"recommendation":{"type":"REVIEW"}}'],
  ['a recommendation of another kind', '{"recommendation":"ALLOW"}'],
  ['JSON nested beyond reason', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
])('takes %s for no answer', (_name, body) => {
  expect(() => readRecommendation(body, request)).toThrow(expect.objectContaining({ problem: 'INVALID_ANSWER' }))
})
