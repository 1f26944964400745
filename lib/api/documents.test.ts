import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemContext } from '#lib/context.ts'
import { publishDocument } from '#lib/esign/publish-document.ts'
import { startTestApi, type TestApi } from './testing/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const read = (id: string, query = '') => api.get(`/auth/esign/documents/${id}${query}`)

test('a document, with nothing more than is promised', async () => {
  const { status, body, headers } = await read('terms-of-service')
  expect(status).toBe(200)
  expect(body).toEqual({
    document_id: 'terms-of-service',
    title: 'Terms of service',
    content: expect.stringContaining('# Terms of service'),
    version: 1,
    mandatory: true,
  })
  expect(headers.get('cache-control')).toBe('no-store')
})

test('the latest version, or the one that is asked for', async () => {
  const ctx = systemContext(api.parts, 'test')
  for (const content of ['first', 'second']) {
    await publishDocument(ctx, { documentId: 'fees', title: 'Fees', content, mandatory: false })
  }
  expect((await read('fees')).body).toMatchObject({ version: 2, content: 'second', mandatory: false })
  expect((await read('fees', '?version=1')).body).toMatchObject({ version: 1, content: 'first' })
})

test.each([
  ['nobody-wrote-it', ''],
  ['terms-of-service', '?version=9'],
  ['terms-of-service', '?version=999999999'],
])('%s%s is not there', async (id, query) => {
  const { status, body } = await read(id, query)
  expect([status, body.error_code]).toEqual([404, 'CIAM_E01_04_001'])
})

test.each([
  ['..%2f..%2fetc%2fpasswd', '', 'id'],
  ["x'%20OR%20'1'='1", '', 'id'],
  ['%00', '', 'id'],
  ['terms-of-service', '?version=0', 'version'],
  ['terms-of-service', '?version=1%20OR%201=1', 'version'],
  ['terms-of-service', '?version=-1', 'version'],
  ['terms-of-service', '?version=', 'version'],
])('%s%s is no question', async (id, query, field) => {
  const { status, body } = await read(id, query)
  expect([status, body.error_code, body.field]).toEqual([400, 'CIAM_E01_05_001', field])
})
