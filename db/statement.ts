import { Placeholder, type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Database } from './client.ts'

type Values = Record<string, string | number | boolean | null | string[]>

/**
 * A statement written once, compiled once and prepared on each connection under its name: for the hot paths, where one
 * round trip does what several would. Values are named in the text with `value('name')` and given at each run.
 * Timestamps come back as text; a statement that needs them as numbers asks for their epoch.
 */
export function statement<Row>(name: string, text: (value: (name: string) => Placeholder) => SQL) {
  const compiled = new PgDialect().sqlToQuery(text(value => sql.placeholder(value)))
  const names = new Set(compiled.params.map(param => (param instanceof Placeholder ? param.name : '')))
  return async (db: Database, values: Values): Promise<Row[]> => {
    for (const key of names) if (!(key in values)) throw new Error(`statement ${name}: no value for ${key}`)
    const prepared = db._.session.prepareQuery<{ execute: { rows: Row[] }; all: unknown; values: unknown }>(
      compiled,
      undefined,
      name,
      false,
    )
    const result = await prepared.execute(values)
    return result.rows
  }
}
