export type Choice = { value: string; label: string; hint?: string }

type Common = {
  /** The URL's parameter. */
  name: string
  label: string
  /** What is wrong with a value, or null: by the schema the server checks with, loaded when somebody edits. */
  check(value: string): Promise<string | null>
  /** The value in words, for the chip: "≥ 50". */
  describe(value: string): string
  hint?: string
  /** Where leaving the parameter out means something, what it means, and what to write for no filter at all. */
  unset?: { means: string; none: string }
}

/** One filter of a list: how it is edited and told. Its value is text, as in the URL. */
export type FilterField = Common &
  (
    | { kind: 'choices'; choices: Choice[] }
    | { kind: 'text'; placeholder: string }
    /** `from..to`; the presets are whole values. */
    | { kind: 'range'; presets: Choice[]; placeholders: readonly [string, string] }
  )

/** The value that holds, whether the URL says so or is silent; null for no filter. */
export function filterValue(field: FilterField, values: Record<string, string>): string | null {
  const value = values[field.name] ?? field.unset?.means ?? null
  return value === field.unset?.none ? null : value
}

/** "≥ 50", "≤ 30", "50–70" of `min..max`, each end put into words by `word`. */
export function describeRange(value: string, word: (end: string) => string = end => end): string {
  const [min = '', max = ''] = value.split('..')
  if (!max) return `≥ ${word(min)}`
  if (!min) return `≤ ${word(max)}`
  return min === max ? word(min) : `${word(min)} – ${word(max)}`
}
