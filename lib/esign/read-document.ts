export type DocumentFile = {
  documentId?: string
  title?: string
  mandatory?: boolean
  askedOfEveryone?: boolean
  /** Markdown: what follows the front matter. */
  content: string
}

const FRONT_MATTER = /^---\r?\n(?<facts>.*?\r?\n)?---\r?\n(?<content>.*)$/s

/**
 * A document as a Markdown file: `---`, lines of `id`, `title`, `mandatory`, `asked_of_everyone`, `---`, the text. All
 * of the front matter may be left out. Throws an Error that names a line it does not know.
 */
export function readDocument(text: string): DocumentFile {
  const { facts, content } = FRONT_MATTER.exec(text.replace(/^\uFEFF/, ''))?.groups ?? { content: text }
  const document: DocumentFile = { content: content ?? '' }
  for (const line of (facts ?? '').split(/\r?\n/).filter(line => line.trim() !== '')) {
    const [, name, value = ''] = /^(\w+):\s*(.*?)\s*$/.exec(line) ?? []
    if (name === 'id') document.documentId = value
    else if (name === 'title') document.title = value
    else if (name === 'mandatory') document.mandatory = yesOrNo(line, value)
    else if (name === 'asked_of_everyone') document.askedOfEveryone = yesOrNo(line, value)
    else throw new Error(`The front matter says "${line}"; it may hold id, title, mandatory and asked_of_everyone.`)
  }
  return document
}

function yesOrNo(line: string, value: string): boolean {
  if (value !== 'true' && value !== 'false') throw new Error(`The front matter says "${line}"; write true or false.`)
  return value === 'true'
}
