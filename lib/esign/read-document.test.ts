import { describe, expect, test } from 'vitest'
import { readDocument } from './read-document.ts'

describe('a document as a file', () => {
  test('front matter and text', () => {
    const text = '---\nid: terms\ntitle: Terms: of service\nmandatory: true\nasked_of_everyone: false\n---\n# Terms\n'
    expect(readDocument(text)).toEqual({
      documentId: 'terms',
      title: 'Terms: of service',
      mandatory: true,
      askedOfEveryone: false,
      content: '# Terms\n',
    })
  })

  test.each([
    ['text alone', '# Terms\n', { content: '# Terms\n' }],
    ['a rule further down', '# Terms\n---\nid: x\n---\n', { content: '# Terms\n---\nid: x\n---\n' }],
    ['a rule in the text', '---\nid: x\n---\nA\n---\nB\n', { documentId: 'x', content: 'A\n---\nB\n' }],
    ['nothing in the front matter', '---\n---\n# Terms', { content: '# Terms' }],
    ['as Windows writes it', '\uFEFF---\r\nid: x\r\n---\r\n# Terms\r\n', { documentId: 'x', content: '# Terms\r\n' }],
  ])('%s', (_, text, document) => expect(readDocument(text)).toEqual(document))

  test.each(['version: 3', 'mandatory: yes', 'no colon'])('does not guess what is meant by %j', line => {
    expect(() => readDocument(`---\n${line}\n---\ntext`)).toThrow(line)
  })
})
