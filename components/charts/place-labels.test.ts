import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Box, placeLabels, type Wanted } from './place-labels.ts'

const BOUNDS: Box = { left: 0, right: 1000, top: 0, bottom: 110 }

const label = (id: string, x: number, y: number, given: Partial<Wanted> = {}): Wanted => ({
  id,
  x,
  y,
  width: 70,
  height: 13,
  weight: 1,
  ...given,
})

test('a lone label stands at the right, at the edge it turns to the left', () => {
  expect(placeLabels([label('a', 100, 50)], [], BOUNDS)).toEqual([{ id: 'a', x: 109, y: 50, anchor: 'start' }])
  expect(placeLabels([label('a', 990, 50)], [], BOUNDS)).toEqual([{ id: 'a', x: 981, y: 50, anchor: 'end' }])
})

test('of two that want the same place the weightier has it, and the other finds another', () => {
  const placed = placeLabels([label('light', 100, 50), label('heavy', 102, 50, { weight: 9 })], [], BOUNDS)
  expect(placed.map(({ id, anchor }) => [id, anchor])).toEqual([
    ['heavy', 'start'],
    ['light', 'end'],
  ])
})

test('what finds no place is left out', () => {
  const crowd = Array.from({ length: 40 }, (_, n) => label(`${n}`, 100 + n, 50))
  const placed = placeLabels(crowd, [], BOUNDS)
  expect(placed.length).toBeGreaterThan(1)
  expect(placed.length).toBeLessThan(12)
})

const boxOf = ({ x, y, anchor }: ReturnType<typeof placeLabels>[number], width: number): Box => {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2
  return { left, right: left + width, top: y - 6.5, bottom: y + 6.5 }
}
const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

test('whatever is asked for, no label covers another, a point, or the edge', () => {
  const points = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: 1000 }),
      y: fc.integer({ min: 10, max: 100 }),
      width: fc.integer({ min: 20, max: 140 }),
      weight: fc.integer({ min: 0, max: 100 }),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(points, given => {
      const wanted = given.map((point, index) => label(`${index}`, point.x, point.y, point))
      const taken = wanted.map(({ x, y }) => ({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 }))
      const boxes = placeLabels(wanted, taken, BOUNDS).map(placed => boxOf(placed, wanted[Number(placed.id)]!.width))
      for (const [index, box] of boxes.entries()) {
        expect(taken.some(point => overlap(box, point))).toBe(false)
        expect(boxes.some((other, place) => place !== index && overlap(box, other))).toBe(false)
        expect(box.left >= BOUNDS.left && box.right <= BOUNDS.right && box.top >= 0 && box.bottom <= 110).toBe(true)
      }
    }),
  )
})
