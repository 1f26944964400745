import { z } from 'zod'

/** What a directory may name and a URL can hold. */
export const DocumentId = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/,
    'letters, digits, dots, dashes and underscores, at most 100',
  )

export const PublishDocument = z.object({
  documentId: DocumentId,
  title: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}*$/u, 'no control characters'),
  /** Markdown. */
  content: z
    .string()
    .max(200_000)
    .refine(text => text.trim() !== '', 'the document is empty')
    .refine(text => !text.includes('\0'), 'no NUL characters'),
  mandatory: z.boolean().default(true),
  /** Whether everyone is asked to accept it once, or only whom the directory names. A mandatory one asks everyone. */
  askedOfEveryone: z.boolean().optional(),
})
export type PublishDocument = z.output<typeof PublishDocument>
