import { z } from 'zod'

const documentId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores')

export const AcceptDocument = z.object({
  context_id: z.uuid(),
  transaction_id: z.uuid(),
  document_id: documentId,
  acceptance_ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  acceptance_timestamp: z.iso.datetime({ offset: true }).optional(),
})
export type AcceptDocument = z.infer<typeof AcceptDocument>

export const DeclineDocument = z.object({
  context_id: z.uuid(),
  transaction_id: z.uuid(),
  document_id: documentId.optional(),
})
