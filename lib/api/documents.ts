import { z } from '@hono/zod-openapi'
import { findDocument } from '#lib/esign/queries.ts'
import { DocumentId } from '#lib/esign/schema.ts'
import { Failure } from '#lib/failure.ts'
import { json } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { jsonOf, problems } from './shapes.ts'

const DocumentVersion = z
  .object({
    document_id: z.string().openapi({ example: 'terms-of-service' }),
    title: z.string(),
    content: z.string().openapi({ description: 'Markdown.' }),
    version: z.int(),
    mandatory: z.boolean(),
  })
  .openapi('EsignDocument')

const Version = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'a version: 1, 2, 3 …')
  .transform(Number)
  .openapi({ type: 'integer', minimum: 1, description: 'Which version; the latest if absent.' })

export function mountDocuments(api: Api): void {
  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/auth/esign/documents/{id}',
      tags: ['Signing in'],
      summary: 'A document to sign',
      description: 'What `esign_url` of an ESIGN_REQUIRED answer points at. A version never changes.',
      params: z.object({ id: DocumentId.describe('The `esign_document_id`.') }),
      query: z.object({ version: Version.optional() }),
      responses: {
        200: jsonOf('The document.', DocumentVersion),
        ...problems('request_invalid', 'document_not_found'),
      },
    },
    async ({ ctx, params, query }) => {
      const document = await findDocument(ctx.db, { document_id: params.id, version: query.version ?? null })
      if (!document) throw new Failure('document_not_found')
      const { document_id, title, content, version, mandatory } = document
      return json(200, { document_id, title, content, version, mandatory })
    },
  )
}
