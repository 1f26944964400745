import { expect, test } from 'vitest'
import { believedWords, receiptText, sumUp } from './receipt.ts'
import { storedReason } from './stored-reason.ts'

const sessions = [
  { sessionId: 's1', username: 'demo-heron' },
  { sessionId: 's2', username: 'demo-lynx' },
  { sessionId: 's3', username: 'demo-ibis' },
]
const receipt = (sessionId: string, revokedAt: string, believedUntil: string | null) => ({
  sessionId,
  tokensRevoked: 3,
  revokedAt,
  believedUntil,
})

test('several revocations sum up to the latest times, and name what was refused', () => {
  const refused = [{ session: sessions[2]!, message: 'The session is not active any more' }]
  const sum = sumUp(
    sessions,
    [
      receipt('s1', '2026-11-21T10:00:01.000Z', '2026-11-21T10:14:00.000Z'),
      receipt('s2', '2026-11-21T10:00:02.000Z', '2026-11-21T10:09:00.000Z'),
    ],
    { by: 'analyst', reason: 'Suspected fraud', refused },
  )
  expect(sum).toMatchObject({
    ended: [sessions[0], sessions[1]],
    tokens: 6,
    at: '2026-11-21T10:00:02.000Z',
    believedUntil: '2026-11-21T10:14:00.000Z',
  })
  const text = receiptText(sum)
  expect(text).toContain('Revoked: 2 sessions, 6 tokens')
  expect(text).toContain('(2026-11-21T10:14:00.000Z)')
  expect(text).toContain('Session s1 of demo-heron')
  expect(text).toContain('Not revoked: s3 of demo-ibis: The session is not active any more')
})

test('opaque tokens cannot be believed', () => {
  const sum = sumUp(sessions.slice(0, 1), [receipt('s1', '2026-11-21T10:00:01.000Z', null)], {
    by: 'a',
    reason: 'x',
    refused: [],
  })
  expect(sum.believedUntil).toBeNull()
  expect(believedWords(null)).toBe('No access token is left that anybody could believe without asking us.')
  expect(receiptText(sum)).toContain('Revoked: 1 session, 3 tokens')
})

test.each([
  [
    'suspected_fraud',
    ' customer did not\n  recognise the place ',
    'Suspected fraud: customer did not recognise the place',
  ],
  ['lost_device', '   ', 'Device lost or stolen'],
  ['other', 'asked by the bank', 'Other: asked by the bank'],
] as const)('%s with %j is stored as %j', (code, words, stored) => {
  expect(storedReason(code, words)).toBe(stored)
})
