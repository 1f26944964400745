export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }

export type Span = { kind: 'text' | 'strong' | 'em' | 'code'; text: string }

/** The blocks of a plain Markdown text: headings, paragraphs and lists of one level. Anything else reads as it stands. */
export function markdownBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  for (const line of text.split(/\r?\n/)) {
    const heading = /^(#{1,6})\s+(.+?)\s*#*$/.exec(line)
    const item = /^\s{0,3}(?:[-*+]|(\d+)[.)])\s+(.+)$/.exec(line)
    if (line.trim() === '') open = null
    else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
      open = null
    } else if (item) {
      const ordered = item[1] !== undefined
      if (open?.kind !== 'list' || open.ordered !== ordered) {
        open = { kind: 'list', ordered, items: [] }
        blocks.push(open)
      }
      open.items.push(item[2]!)
    } else if (open?.kind === 'list') open.items.push(`${open.items.pop()} ${line.trim()}`)
    else if (open?.kind === 'paragraph') open.text += ` ${line.trim()}`
    else {
      open = { kind: 'paragraph', text: line.trim() }
      blocks.push(open)
    }
  }
  return blocks
}

/** A line's emphasised parts and the text between them. */
export function markdownSpans(text: string): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const match of text.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*/g)) {
    if (match.index > from) spans.push({ kind: 'text', text: text.slice(from, match.index) })
    const [whole, code, strong, em] = match
    spans.push(
      code ? { kind: 'code', text: code } : strong ? { kind: 'strong', text: strong } : { kind: 'em', text: em ?? '' },
    )
    from = match.index + whole.length
  }
  if (from < text.length) spans.push({ kind: 'text', text: text.slice(from) })
  return spans
}
