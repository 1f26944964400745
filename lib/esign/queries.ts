import { sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { statement } from '#db/statement.ts'

export type EsignDocument = {
  document_id: string
  version: number
  title: string
  /** Markdown. */
  content: string
  /** SHA-256 of `content`, in hex: what an acceptance keeps. */
  content_hash: string
  mandatory: boolean
}

/** `version` is null where no document has the id: nobody can accept it, so the journey must not go on. */
export type PendingDocument = { document_id: string; version: number | null }

const selectPending = statement<PendingDocument>(
  'esign_pending',
  value => sql`
  WITH wanted AS (
    SELECT d.document_id::text AS document_id, d.version
    FROM (SELECT DISTINCT ON (document_id) document_id, version, asked_of_everyone
          FROM esign_documents ORDER BY document_id, version DESC) d
    WHERE d.asked_of_everyone OR d.document_id = ANY (${value('named')}::text[])
    UNION ALL
    SELECT n.id, NULL FROM unnest(${value('named')}::text[]) AS n(id)
    WHERE NOT EXISTS (SELECT FROM esign_documents d WHERE d.document_id = n.id)
  )
  SELECT w.document_id, w.version FROM wanted w
  WHERE NOT EXISTS (SELECT FROM esign_acceptances a
                    WHERE a.cupid = ${value('cupid')} AND a.document_id = w.document_id AND a.version = w.version)
    AND (w.document_id, w.version) IS DISTINCT FROM (${value('accepted_id')}::text, ${value('accepted_version')}::int)
  ORDER BY w.document_id COLLATE "C" LIMIT 1`,
)

const selectDocument = statement<EsignDocument>(
  'esign_document',
  value => sql`
  SELECT document_id, version, title, content, content_hash, mandatory FROM esign_documents
  WHERE document_id = ${value('document_id')} AND version = coalesce(${value('version')}::int, version)
  ORDER BY version DESC LIMIT 1`,
)

/**
 * The first document this user still has to accept, by id: of those `named` for them or asked of everyone, one whose
 * latest version they have not accepted. `named` is what the directory lists, `accepted` a version accepted just now.
 */
export async function findPendingDocument(
  db: Database,
  given: { cupid: string; named: string[]; accepted?: { documentId: string; version: number } | null },
): Promise<PendingDocument | undefined> {
  const { cupid, named, accepted } = given
  const [pending] = await selectPending(db, {
    cupid,
    named,
    accepted_id: accepted?.documentId ?? null,
    accepted_version: accepted?.version ?? null,
  })
  return pending
}

/** One version of a document; the latest where `version` is null. */
export async function findDocument(
  db: Database,
  values: { document_id: string; version: number | null },
): Promise<EsignDocument | undefined> {
  const [document] = await selectDocument(db, values)
  return document
}
