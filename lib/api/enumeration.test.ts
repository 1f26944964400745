import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing/test-api.ts'

const TIMINGS = 2000
const AT_ONCE = 12

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ PASSWORD_FAILURES_TO_LOCK: '1000000' })
  // Locked for the whole test, as five failures in a row would have done.
  await api.post('/auth/login', { username: 'locked-by-failures', password: 'guess' })
  await api.rows(`UPDATE authentication_failures SET locked_until = now() + interval '1 hour'`)
})
afterAll(() => api.close())

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

test('unknown, wrong and locked cannot be told apart by the clock', async () => {
  // Interleaved, so that whatever else the machine does falls on all three alike.
  const kinds = { unknown: 'nobody-of-that-name', wrong: 'otponlyuser', locked: 'locked-by-failures' }
  const timings: Record<string, number[]> = { unknown: [], wrong: [], locked: [] }
  const queue = Array.from({ length: TIMINGS }, () => Object.entries(kinds)).flat()
  const worker = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [kind, username] = next
      const started = performance.now()
      const { status } = await api.post('/auth/login', { username, password: 'guess' })
      timings[kind]!.push(performance.now() - started)
      expect(status).toBe(kind === 'locked' ? 423 : 401)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const medians = Object.values(timings).map(median)
  expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(5)
}, 600_000)
