/** `line` is where the entry begins, counted from 1; attribute names are in lower case, values in the file's order. */
export type LdifEntry = { line: number; dn: string; attributes: Map<string, string[]> }

/** Names the line, never what stands there. */
export class LdifError extends Error {
  override name = 'LdifError'
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`)
  }
}

/**
 * Entries of an LDIF content file (RFC 2849): comments, folded lines, base64 values, `version:`. Change records and values
 * from URLs are refused. Throws `LdifError`.
 */
export function parseLdif(text: string): LdifEntry[] {
  const entries: LdifEntry[] = []
  let entry: LdifEntry | null = null
  for (const { line, content } of unfold(text)) {
    if (content === '') entry = null
    else if (!content.startsWith('#')) {
      const { name, value } = parseLine(line, content)
      if (entry) append(entry, line, name, value)
      else if (name === 'dn') {
        entry = { line, dn: value, attributes: new Map() }
        entries.push(entry)
      } else if (name !== 'version') throw new LdifError(line, 'an entry begins with dn:')
    }
  }
  return entries
}

/** A line that begins with one space goes on with the line before, comments included; `line` is the first one's. */
function unfold(text: string) {
  const lines: { line: number; content: string }[] = []
  for (const [index, content] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const last = lines.at(-1)
    if (!content.startsWith(' ')) lines.push({ line: index + 1, content })
    else if (last?.content) last.content += content.slice(1)
    else throw new LdifError(index + 1, 'a folded line follows no line')
  }
  return lines
}

function parseLine(line: number, content: string) {
  const match = /^([a-z0-9][a-z0-9.;-]*):(:|<)?(.*)$/is.exec(content)
  if (!match) throw new LdifError(line, 'expected "attribute: value"')
  const [, name = '', mark, rest = ''] = match
  if (mark === '<') throw new LdifError(line, 'values from a URL are not read')
  const value = rest.replace(/^ +/, '')
  return { name: name.toLowerCase(), value: mark ? fromBase64(line, value) : value }
}

function fromBase64(line: number, value: string) {
  if (!/^(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?$/i.test(value.trim())) {
    throw new LdifError(line, 'not base64')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'base64'))
  } catch {
    throw new LdifError(line, 'not UTF-8 under its base64')
  }
}

function append(entry: LdifEntry, line: number, name: string, value: string) {
  if (name === 'dn') throw new LdifError(line, 'an empty line is missing before dn:')
  if (name === 'changetype') throw new LdifError(line, 'change records are not read, only entries')
  entry.attributes.set(name, [...(entry.attributes.get(name) ?? []), value])
}
