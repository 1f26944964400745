/** Attribute and value pairs of each part of a DN, most specific first; values unescaped (RFC 4514 §3). */
export function parseDn(dn: string) {
  return split(dn, ',').map(rdn =>
    split(rdn, '+').map(pair => {
      const equals = pair.indexOf('=')
      return {
        type: pair.slice(0, equals).trim().toLowerCase(),
        value: unescapeValue(trimUnescaped(pair.slice(equals + 1))),
      }
    }),
  )
}

/** The same text for every spelling of one DN. */
export const dnKey = (dn: string) => parseDn(dn).map(rdnKey).join('\n')

/** True when `dn` is somewhere below `base`. */
export const isBelow = (dn: string, base: string) => dnKey(dn).endsWith(`\n${dnKey(base)}`)

/** The `cn` that names an entry, or null where something else does. */
export const commonNameOf = (dn: string) => parseDn(dn)[0]?.find(pair => pair.type === 'cn')?.value ?? null

const rdnKey = (pairs: { type: string; value: string }[]) =>
  pairs
    .map(({ type, value }) => `${type}=${JSON.stringify(value.toLowerCase().replace(/ +/g, ' '))}`)
    .sort()
    .join('+')

/** Cuts at separators that no backslash protects. */
function split(text: string, separator: string) {
  const parts = ['']
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!
    if (char === '\\') parts[parts.length - 1] += char + (text[++index] ?? '')
    else if (char === separator) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}

const trimUnescaped = (value: string) => value.trimStart().replace(/(?<!\\) +$/, '')

function unescapeValue(value: string) {
  const bytes: number[] = []
  const text = Buffer.from(value)
  for (let index = 0; index < text.length; index++) {
    const hex = text.toString('latin1', index + 1, index + 3)
    if (text[index] !== 0x5c) bytes.push(text[index]!)
    else if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16))
      index += 2
    } else if (index + 1 < text.length) bytes.push(text[++index]!)
  }
  return Buffer.from(bytes).toString()
}
