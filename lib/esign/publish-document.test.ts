import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertAcceptance, insertDocument, newCupid } from '#db/testing/rows.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/test-database.ts'
import { type Context, systemContext } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { createLog } from '#lib/log.ts'
import type { Parts } from '#lib/parts.ts'
import { publishDocument } from './publish-document.ts'
import { publishPackaged, readPackaged } from './publish-packaged.ts'
import { findDocument, findPendingDocument } from './queries.ts'

let database: TestDatabase
let ctx: Context

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = systemContext({ db: database.db, log: createLog('silent') } as Parts, 'test')
})
afterAll(() => database.drop())

const terms = (documentId: string, more: object = {}) => ({ documentId, title: 'Terms', content: '# Terms', ...more })
const latest = (document_id: string) => findDocument(database.db, { document_id, version: null })
const pendingOf = (cupid: string, named: string[] = [], accepted?: { documentId: string; version: number }) =>
  findPendingDocument(database.db, { cupid, named, ...(accepted && { accepted }) })
const retire = (documentId: string) => publishDocument(ctx, terms(documentId, { mandatory: false }))

describe('publishing', () => {
  test('the first version, then the next, each with the hash of what it says', async () => {
    const content = '# Terms\n\nBe kind – “always”.\n'
    const first = await publishDocument(ctx, terms('first', { content, mandatory: false }))
    expect(first).toEqual({ documentId: 'first', version: 1, contentHash: sha256(content), askedOfEveryone: false })
    const second = await publishDocument(ctx, terms('first', { title: 'New terms', mandatory: false }))
    expect(second).toMatchObject({ version: 2, contentHash: sha256('# Terms') })
    expect(await latest('first')).toEqual({
      document_id: 'first',
      version: 2,
      title: 'New terms',
      content: '# Terms',
      content_hash: sha256('# Terms'),
      mandatory: false,
    })
    expect(await findDocument(database.db, { document_id: 'first', version: 1 })).toMatchObject({ content })
  })

  test('is on record', async () => {
    const { contentHash } = await publishDocument(ctx, terms('recorded', { mandatory: false }))
    const { rows } = await database.owner.query(
      `SELECT event_data FROM audit_logs WHERE event_type = 'ESIGN_PUBLISHED' AND event_data ->> 'document_id' = 'recorded'`,
    )
    expect(rows).toMatchObject([{ event_data: { version: 1, content_hash: contentHash, asked_of_everyone: false } }])
  })

  test('twenty at once are twenty versions', async () => {
    const published = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        publishDocument(ctx, terms('busy', { content: `text ${n}`, mandatory: false })),
      ),
    )
    expect(published.map(one => one.version).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    for (const { version, contentHash } of published) {
      const found = await findDocument(database.db, { document_id: 'busy', version })
      expect(sha256(found?.content ?? '')).toBe(contentHash)
    }
  })

  test('is the system’s alone', async () => {
    for (const actor of [
      { kind: 'client_app', id: 'storefront-web-app' },
      { kind: 'user', id: 'CUPID-1' },
    ] as const) {
      await expect(publishDocument({ ...ctx, actor }, terms('theirs'))).rejects.toMatchObject({
        failure: 'permission_missing',
      })
    }
    expect(await latest('theirs')).toBeUndefined()
  })

  test.each([
    ['documentId', { documentId: '../terms' }],
    ['documentId', { documentId: "x'; DROP TABLE esign_documents; --" }],
    ['documentId', { documentId: 'a'.repeat(101) }],
    ['documentId', { documentId: undefined }],
    ['title', { title: ' ' }],
    ['title', { title: 'two\nlines' }],
    ['content', { content: ' \n ' }],
    ['content', { content: 'NUL \0' }],
  ])('refuses a %s that makes no sense: %j', async (field, change) => {
    await expect(publishDocument(ctx, { ...terms('refused'), ...change })).rejects.toMatchObject({
      failure: 'request_invalid',
      details: { field },
    })
  })
})

describe('what a user still has to accept', () => {
  test('a mandatory version: everyone, until they have accepted it, and again when there is a newer one', async () => {
    const cupid = newCupid()
    const { version } = await publishDocument(ctx, terms('everyone'))
    expect(await pendingOf(cupid)).toEqual({ document_id: 'everyone', version })
    await insertAcceptance(database.db, { cupid, documentId: 'everyone', version })
    expect(await pendingOf(cupid)).toBeUndefined()
    expect(await pendingOf(newCupid())).toEqual({ document_id: 'everyone', version })
    await publishDocument(ctx, terms('everyone', { content: '# Newer terms' }))
    expect(await pendingOf(cupid)).toEqual({ document_id: 'everyone', version: 2 })
    await insertAcceptance(database.db, { cupid, documentId: 'everyone', version: 2 })
    expect(await pendingOf(cupid)).toBeUndefined()
    await retire('everyone')
    expect(await pendingOf(newCupid())).toBeUndefined()
  })

  test('a document whom the directory names it for, and nobody else', async () => {
    const { documentId } = await insertDocument(database.db)
    const [named, other] = [newCupid(), newCupid()]
    expect(await pendingOf(named, [documentId])).toEqual({ document_id: documentId, version: 1 })
    expect(await pendingOf(other)).toBeUndefined()
    await insertAcceptance(database.db, { cupid: named, documentId, version: 1 })
    expect(await pendingOf(named, [documentId])).toBeUndefined()
    expect(await pendingOf(other, [documentId])).toEqual({ document_id: documentId, version: 1 })
  })

  test('a name that no document has is never passed over', async () => {
    expect(await pendingOf(newCupid(), ['no-such-document'])).toEqual({
      document_id: 'no-such-document',
      version: null,
    })
    const injected = "' OR true --"
    expect(await pendingOf(newCupid(), [injected])).toEqual({ document_id: injected, version: null })
  })

  test('one after the other, always in the same order; not the one that is being accepted now', async () => {
    const cupid = newCupid()
    for (const documentId of ['order-b', 'order-a', 'order-c']) await insertDocument(database.db, { documentId })
    const named = ['order-c', 'order-a', 'order-b']
    expect(await pendingOf(cupid, named)).toMatchObject({ document_id: 'order-a' })
    expect(await pendingOf(cupid, named, { documentId: 'order-a', version: 1 })).toMatchObject({
      document_id: 'order-b',
    })
    await insertAcceptance(database.db, { cupid, documentId: 'order-a' })
    expect(await pendingOf(cupid, named, { documentId: 'order-b', version: 1 })).toMatchObject({
      document_id: 'order-c',
    })
    expect(await pendingOf(cupid, ['order-b'], { documentId: 'order-b', version: 1 })).toBeUndefined()
  })
})

describe('the packaged documents', () => {
  test('hold what the demo directory names, ask nobody by themselves, and say that they are samples', async () => {
    const packaged = await readPackaged()
    expect(packaged.map(document => document.documentId)).toEqual(['electronic-communications', 'terms-of-service'])
    for (const document of packaged) {
      expect(document).toMatchObject({ version: 1, mandatory: true, askedOfEveryone: false })
      expect(document.content).toMatch(/^# .*\n\n\*This is a sample\./)
    }
  })

  test('several times at once change nothing; what the operator published stays', async () => {
    await publishDocument(ctx, terms('terms-of-service', { content: 'our own', mandatory: false }))
    await Promise.all([1, 2, 3].map(() => publishPackaged(database.db)))
    expect(await latest('terms-of-service')).toMatchObject({ version: 1, content: 'our own' })
    expect(await latest('electronic-communications')).toMatchObject({ version: 1 })
  })
})
