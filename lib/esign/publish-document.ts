import { max, sql } from 'drizzle-orm'
import { esignDocuments } from '#db/schema/esign-documents.ts'
import { record } from '#lib/audit/record.ts'
import { type Context, transact } from '#lib/context.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { Failure } from '#lib/failure.ts'
import { parse } from '#lib/parse.ts'
import { PublishDocument } from './schema.ts'

export type Published = { documentId: string; version: number; contentHash: string; askedOfEveryone: boolean }

/**
 * Publishes the next version of a document; the first, where there is none. A mandatory one is asked once of everyone,
 * unless `askedOfEveryone` says that only those are whom the directory names.
 */
export async function publishDocument(ctx: Context, input: unknown): Promise<Published> {
  if (ctx.actor.kind !== 'system') throw new Failure('permission_missing')
  const document = parse(PublishDocument, input)
  const askedOfEveryone = document.askedOfEveryone ?? document.mandatory
  const published = await transact(ctx, async ctx => {
    // Two at once would both find the same latest version: the second waits here and finds the first one's.
    await ctx.db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`esign ${document.documentId}`}, 0))`)
    const [latest] = await ctx.db
      .select({ version: max(esignDocuments.version) })
      .from(esignDocuments)
      .where(sql`${esignDocuments.documentId} = ${document.documentId}`)
    const row = {
      ...document,
      askedOfEveryone,
      version: (latest?.version ?? 0) + 1,
      contentHash: sha256(document.content),
    }
    await ctx.db.insert(esignDocuments).values(row)
    const { documentId: document_id, version, contentHash: content_hash } = row
    const eventData = { document_id, version, content_hash, asked_of_everyone: askedOfEveryone }
    await record(ctx, { eventType: 'ESIGN_PUBLISHED', severity: 'WARN', eventData })
    return row
  })
  const { documentId, version, contentHash } = published
  return { documentId, version, contentHash, askedOfEveryone }
}
