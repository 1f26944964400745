import { expect, it } from 'vitest'
import { nextTry, USEFUL_SECONDS } from './rules.ts'

it('tries early and often, and never when the code would come too late', () => {
  let [at, attempt] = [0, 1]
  const tries = [at]
  for (let delay = nextTry(attempt, 300); delay !== null; delay = nextTry(attempt, 300 - at)) {
    at += delay
    attempt++
    tries.push(at)
  }
  expect(tries).toEqual([0, 1, 3, 7, 15, 30, 60, 90, 120, 150, 180, 210, 240, 270])
})

it('does not ask a carrier before the time it named', () => {
  expect(nextTry(1, 300, 20)).toBe(20)
  expect(nextTry(4, 300, 2)).toBe(8)
})

it('gives up when that time is too late', () => {
  expect(nextTry(1, 60, 60 - USEFUL_SECONDS)).toBe(45)
  expect(nextTry(1, 60, 60 - USEFUL_SECONDS + 1)).toBeNull()
  expect(nextTry(1, USEFUL_SECONDS)).toBeNull()
})
