/** A text that wants to stand near its point. All in px. */
export type Wanted = { id: string; x: number; y: number; width: number; height: number; weight: number }

export type Placed = { id: string; x: number; y: number; anchor: 'start' | 'end' | 'middle' }

export type Box = { left: number; right: number; top: number; bottom: number }

/**
 * Finds each text a place beside its point where it covers neither another text nor a point (`taken`), the weightiest
 * first. What finds none is left out: whoever wants to know asks the point itself.
 */
export function placeLabels(wanted: Wanted[], taken: Box[], bounds: Box, gap = 9): Placed[] {
  const boxes = [...taken]
  const placed: Placed[] = []
  for (const label of wanted.toSorted((a, b) => b.weight - a.weight)) {
    const found = candidates(label, gap).find(
      ({ box }) => within(box, bounds) && !boxes.some(other => overlaps(box, other)),
    )
    if (!found) continue
    boxes.push(found.box)
    placed.push({ id: label.id, ...found.place })
  }
  return placed
}

function candidates({ x, y, width, height }: Wanted, gap: number) {
  const half = height / 2
  const beside = (left: number, middle: number): Box => ({
    left,
    right: left + width,
    top: middle - half,
    bottom: middle + half,
  })
  const above = y - gap - half
  const below = y + gap + half
  return [
    { box: beside(x + gap, y), place: { x: x + gap, y, anchor: 'start' as const } },
    { box: beside(x - gap - width, y), place: { x: x - gap, y, anchor: 'end' as const } },
    { box: beside(x - width / 2, above), place: { x, y: above, anchor: 'middle' as const } },
    { box: beside(x - width / 2, below), place: { x, y: below, anchor: 'middle' as const } },
    { box: beside(x + gap, above), place: { x: x + gap, y: above, anchor: 'start' as const } },
    { box: beside(x - gap - width, above), place: { x: x - gap, y: above, anchor: 'end' as const } },
  ]
}

const overlaps = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const within = (box: Box, bounds: Box) =>
  box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom
