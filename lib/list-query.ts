import type { z } from 'zod'

/** A page of any list, as its route answers it. */
export type ListPage<Item> = {
  items: Item[]
  nextCursor: string | null
  /** The page ended early because enough rows were looked through: how far it came, ISO 8601. */
  searchedTo: string | null
}

/** `capped`: there are more, but nobody needs to know how many. */
export type ListCount = { count: number; capped: boolean }

export type ListQuery = {
  /** The sound parameters, by name. */
  values: Record<string, string>
  /** The same as a search string that is always written alike: what a page is asked for and cached by. */
  text: string
  /** Names of parameters that make no sense: a page says so instead of passing over them. */
  ignored: string[]
}

/** Reads a list's filters and sort from a URL. What equals `defaults` is left out of the text. */
export function readListQuery(
  shape: Record<string, z.ZodType>,
  defaults: Record<string, string>,
  given: Record<string, string>,
): ListQuery {
  const isSound = (name: string) => shape[name]?.safeParse(given[name]).success
  const values = Object.fromEntries(
    Object.keys(shape)
      .filter(name => name in given && given[name] !== defaults[name] && isSound(name))
      .map(name => [name, given[name]!.trim()]),
  )
  const ignored = Object.keys(given).filter(name => !isSound(name))
  return { values, text: new URLSearchParams(values).toString(), ignored }
}
