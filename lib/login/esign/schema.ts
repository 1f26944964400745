import { z } from 'zod'

const documentId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores')

// A clock may be wrong; what no timestamptz holds is no time at all.
const timestamp = z.iso.datetime({ offset: true }).refine(text => {
  const ms = Date.parse(text)
  return ms >= 0 && ms < Date.UTC(9999, 0)
}, 'a time between 1970 and 9999')

export const AcceptDocument = z.object({
  context_id: z.uuid(),
  transaction_id: z.uuid(),
  document_id: documentId,
  acceptance_ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  acceptance_timestamp: timestamp.optional(),
})
export type AcceptDocument = z.infer<typeof AcceptDocument>

export const DeclineDocument = z.object({
  context_id: z.uuid(),
  transaction_id: z.uuid(),
  document_id: documentId.optional(),
})
