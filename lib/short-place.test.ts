import { expect, test } from 'vitest'
import { shortPlace } from './short-place.ts'

test.each([
  ['Columbus, Ohio, United States', 'Columbus, US'],
  ['Vilnius, Lithuania', 'Vilnius, LT'],
  ['Germany', 'Germany'],
  ['Berlin, Germany', 'Berlin, DE'],
  ['Belgrade, Serbia', 'Belgrade, RS'],
  ['London, United Kingdom', 'London, GB'],
  ['Nowhere, Atlantis', 'Nowhere, Atlantis'],
  ['', ''],
])('%s', (place, short) => {
  expect(shortPlace(place)).toBe(short)
})
