import { expect, test } from 'vitest'
import { markdownBlocks, markdownSpans } from './markdown-blocks.ts'

test('headings, paragraphs and lists, each with the lines that belong to it', () => {
  const text = '# Terms\n\nOne line\nand its rest.\n\n## 1. First\n- a\n- b that\n  goes on\n\n1. one\n2. two\n'
  expect(markdownBlocks(text)).toEqual([
    { kind: 'heading', level: 1, text: 'Terms' },
    { kind: 'paragraph', text: 'One line and its rest.' },
    { kind: 'heading', level: 2, text: '1. First' },
    { kind: 'list', ordered: false, items: ['a', 'b that goes on'] },
    { kind: 'list', ordered: true, items: ['one', 'two'] },
  ])
})

test('what is emphasised within a line, and what only looks like it', () => {
  expect(markdownSpans('Read **all** of *it*, `npm run x`, and 2 * 3.')).toEqual([
    { kind: 'text', text: 'Read ' },
    { kind: 'strong', text: 'all' },
    { kind: 'text', text: ' of ' },
    { kind: 'em', text: 'it' },
    { kind: 'text', text: ', ' },
    { kind: 'code', text: 'npm run x' },
    { kind: 'text', text: ', and 2 * 3.' },
  ])
})

test('HTML stays text', () => {
  expect(markdownBlocks('<script>alert(1)</script>')).toEqual([
    { kind: 'paragraph', text: '<script>alert(1)</script>' },
  ])
})
