/** "Columbus, US" of "Columbus, Ohio, United States"; of a country alone its name. */
export function shortPlace(place: string): string {
  const parts = place.split(', ')
  const country = parts.at(-1) ?? place
  return parts.length === 1 ? country : `${parts[0]}, ${codeOf(country)}`
}

// Codes that are no longer in use, and name a country that has another now (ISO 3166-3).
const FORMER = new Set('AN BU CS DD DY FX HV NH RH SU TP UK VD YD YU ZR'.split(' '))
let codes: Map<string, string> | undefined

// Places are kept with the country's English name: there are some 250 of them.
function codeOf(country: string): string {
  codes ??= readCodes()
  return codes.get(country) ?? country
}

function readCodes(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const all = letters.flatMap(one => letters.map(other => one + other)).filter(code => !FORMER.has(code))
  return new Map(all.map(code => [names.of(code) ?? '', code]))
}
