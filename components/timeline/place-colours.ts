import type { PlaceSpan } from '#lib/sessions/places/rules.ts'

/** Colours that mean a place and no severity; the first is the sign-in's. Set on the chart as --place-1 … --place-5. */
export const PLACE_VARS = [
  '[--place-1:var(--accent)] [--place-2:#5b5bd6] [--place-3:#0577b8] [--place-4:#a13d99] [--place-5:#5d6b7e]',
  'dark:[--place-2:#9d9ff5] dark:[--place-3:#5ab8f2] dark:[--place-4:#e18ad9] dark:[--place-5:#93a1b5]',
].join(' ')

const COLOURS = 5

/** A colour for each place, in the order in which they were first seen; grey and dashed where the place is unknown. */
export function placeColours(spans: PlaceSpan[]): (place: string | null) => string {
  const places = [...new Set(spans.flatMap(({ place }) => (place === null ? [] : [place])))]
  return place => (place === null ? 'var(--ink-3)' : `var(--place-${(places.indexOf(place) % COLOURS) + 1})`)
}
