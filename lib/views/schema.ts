import { z } from 'zod'

/** The lists that keep views, by their path. */
export const VIEW_PAGES = ['sessions'] as const
export type ViewPage = (typeof VIEW_PAGES)[number]

/** Room for a list's own chips, not for an archive. */
export const MAX_VIEWS = 50

/** A list's filters, sort and columns under a name. `query` is the URL's search string, without `?`. */
export type SavedView = { viewId: string; name: string; query: string }

export const SaveView = z.object({
  page: z.enum(VIEW_PAGES),
  name: z
    .string()
    .trim()
    .min(1, 'Give the view a name')
    .max(80, 'At most 80 characters')
    .regex(/^\P{Cc}*$/u),
  // No place in the list: a link that is opened tomorrow begins at the top.
  query: z
    .string()
    .max(2000, 'Too many filters to keep')
    .transform(text => {
      const params = new URLSearchParams(text)
      params.delete('cursor')
      return params.toString()
    }),
})
export type SaveView = z.input<typeof SaveView>

export const DeleteView = z.object({ viewId: z.uuid() })
