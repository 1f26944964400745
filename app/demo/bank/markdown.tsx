import type { ReactNode } from 'react'
import { markdownBlocks, markdownSpans, type Span } from './markdown-blocks.ts'

/** A document's Markdown as elements: its text never becomes HTML. The page's own heading stands above it. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="grid gap-2.5 leading-relaxed">
      {markdownBlocks(text).map((block, at) => {
        const key = `${at} ${block.kind}`
        if (block.kind === 'paragraph') return <p key={key}>{spansOf(block.text)}</p>
        if (block.kind === 'heading') {
          const Heading = block.level === 1 ? 'h2' : 'h3'
          return (
            <Heading key={key} className={block.level === 1 ? 'text-lg' : 'mt-1 font-semibold'}>
              {spansOf(block.text)}
            </Heading>
          )
        }
        const List = block.ordered ? 'ol' : 'ul'
        return (
          <List key={key} className={`grid gap-1 pl-5 ${block.ordered ? 'list-decimal' : 'list-disc'}`}>
            {block.items.map((item, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a document's items never move
              <li key={place}>{spansOf(item)}</li>
            ))}
          </List>
        )
      })}
    </div>
  )
}

const ELEMENTS = { strong: 'strong', em: 'em', code: 'code' } as const

const spansOf = (text: string): ReactNode[] =>
  markdownSpans(text).map(({ kind, text }: Span, at) => {
    if (kind === 'text') return text
    const Element = ELEMENTS[kind]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: nor do the parts of a line
      <Element key={at} className={kind === 'code' ? 'break-words font-mono text-sm' : undefined}>
        {kind === 'code' ? text : spansOf(text)}
      </Element>
    )
  })
