/** Where the session was seen from, and when (ISO 8601). `place` is null for an address that is nowhere on the map. */
export type Sighting = {
  at: string
  address: string
  place: string | null
  by: 'authentication' | 'failure' | 'refresh'
}

/** A stretch of the session at one place, ISO 8601. It ends where the next begins; `place` is null for unknown. */
export type PlaceSpan = { from: string; place: string | null; address: string }

/**
 * Says where an address is: by what the risk service said of it in this session, else by the place database, else by
 * what was said of another address in the same IPv6 site (/48): a phone has a new one every day.
 */
export function placeFinder(known: Pick<Sighting, 'address' | 'place'>[], lookUp: (address: string) => string | null) {
  const told = new Map(known.flatMap(({ address, place }) => (place ? [[address, place] as const] : [])))
  const sites = new Map([...told].flatMap(([address, place]) => (siteOf(address) ? [[siteOf(address), place]] : [])))
  return (address: string): string | null =>
    told.get(address) ?? lookUp(address) ?? sites.get(siteOf(address) ?? '') ?? null
}

/** A refresh that came from another place than what came before it. */
export type Move = { at: string; place: string | null; from: string | null; address: string }

/**
 * When the session was refreshed, and from where: of the events only those are given that came from another address
 * than the one before. `refreshedAt` is in epoch milliseconds, to a tenth of a second.
 */
export function sightRefreshes(refreshedAt: number[], changes: { ms: number; address: string }[]) {
  let next = 0
  return refreshedAt.flatMap(ms => {
    while (next < changes.length && changes[next]!.ms <= ms + 1000) next++
    const change = changes[next - 1]
    return change ? [{ at: new Date(ms).toISOString(), address: change.address }] : []
  })
}

/** The stretches between sightings; two at the same place are one. The sightings come in order of time. */
export function placeSpans(sightings: Sighting[]): PlaceSpan[] {
  const spans: PlaceSpan[] = []
  for (const { at, place, address } of sightings) {
    if (spans.length === 0 || spans.at(-1)!.place !== place) spans.push({ from: at, place, address })
  }
  return spans
}

/** The moves between what succeeded: an attempt from elsewhere that failed has not moved the session. */
export function movesOf(sightings: Sighting[]): Move[] {
  const sound = sightings.filter(({ by }) => by !== 'failure')
  return sound.flatMap(({ at, by, place, address }, index) => {
    const before = sound[index - 1]
    return before && by === 'refresh' && before.place !== place ? [{ at, place, from: before.place, address }] : []
  })
}

function siteOf(address: string): string | null {
  if (!address.includes(':') || address.startsWith('::')) return null
  const groups = address.split('::')[0]!.split(':').slice(0, 3)
  return [...groups, '0', '0'].slice(0, 3).join(':')
}
