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

/** A list's parameters in the order they are written, and what holds where one is left out. */
export type ListParams = { names: readonly string[]; defaults: Readonly<Record<string, string>> }

export type ListQuery = {
  /** What is filtered and sorted by, as text; what equals a default is left out. */
  values: Record<string, string>
  /** The same as a search string that is always written alike: what a page is asked for and cached by. */
  text: string
  /** Names of parameters that make no sense: a page says so instead of passing over them. */
  ignored: string[]
}

/** Reads a list's parameters from a URL, without those that the server found `unsound`. */
export function readListQuery(
  { names, defaults }: ListParams,
  given: Record<string, string>,
  unsound: Record<string, string> = {},
): ListQuery {
  const isSound = (name: string) => names.includes(name) && unsound[name] !== given[name]
  const values = Object.fromEntries(
    names
      .filter(name => name in given && given[name] !== defaults[name] && isSound(name))
      .map(name => [name, given[name]!.trim()]),
  )
  const ignored = Object.keys(given).filter(name => !isSound(name))
  return { values, text: new URLSearchParams(values).toString(), ignored }
}

/** The parameters that a list's schema does not take, with their values. */
export const findUnsound = (shape: Record<string, z.ZodType>, given: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).filter(([name, value]) => shape[name]?.safeParse(value).success === false))
