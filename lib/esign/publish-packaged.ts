import { readdir, readFile } from 'node:fs/promises'
import type { Database } from '#db/client.ts'
import { esignDocuments } from '#db/schema/esign-documents.ts'
import { sha256 } from '#lib/crypto/hash.ts'
import { readDocument } from './read-document.ts'
import { PublishDocument } from './schema.ts'

const FOLDER = new URL('./documents/', import.meta.url)

export type PackagedDocument = Omit<typeof esignDocuments.$inferSelect, 'createdAt'>

/** The documents that come with the product, each as version 1: samples for the operator to replace. */
export async function readPackaged(): Promise<PackagedDocument[]> {
  const files = (await readdir(FOLDER)).filter(name => name.endsWith('.md')).sort()
  return Promise.all(
    files.map(async name => {
      const document = PublishDocument.parse(readDocument(await readFile(new URL(name, FOLDER), 'utf8')))
      const askedOfEveryone = document.askedOfEveryone ?? document.mandatory
      return { ...document, askedOfEveryone, version: 1, contentHash: sha256(document.content) }
    }),
  )
}

/** Publishes the packaged documents whose id is not there yet. Doing so again, or several at once, changes nothing. */
export async function publishPackaged(db: Database): Promise<void> {
  await db
    .insert(esignDocuments)
    .values(await readPackaged())
    .onConflictDoNothing()
}
