import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBreaker } from './breaker.ts'

class Outage extends Error {}
const broken = () => Promise.reject(new Outage('broken'))
const disliked = () => Promise.reject(new Error('disliked'))
const works = async () => 'works'
const make = () => createBreaker(error => error instanceof Outage)
const times = async (count: number, work: () => Promise<unknown>) => {
  for (let call = 0; call < count; call++) await work().catch(() => {})
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('opens at the fifth outage in a row, not before', async () => {
  const run = make()
  await times(4, () => run(broken))
  await expect(run(works)).resolves.toBe('works')
  await times(5, () => run(broken))
  await expect(run(works)).rejects.toThrow('refused at once')
})
test('an answer we do not like is not an outage, and ends a row of them', async () => {
  const run = make()
  await times(4, () => run(broken))
  await times(9, () => run(disliked))
  await times(4, () => run(broken))
  await expect(run(works)).resolves.toBe('works')
})
test('one call at a time tries again; a failing one opens it anew, a good one closes it', async () => {
  const run = make()
  await times(5, () => run(broken))
  vi.advanceTimersByTime(1_001)
  await expect(run(broken)).rejects.toThrow('broken')
  await expect(run(works)).rejects.toThrow('refused at once')
  vi.advanceTimersByTime(1_001)
  const probe = Promise.withResolvers<string>()
  const probing = run(() => probe.promise)
  await expect(run(works)).rejects.toThrow('refused at once')
  probe.resolve('back')
  await expect(probing).resolves.toBe('back')
  await expect(run(works)).resolves.toBe('works')
})
