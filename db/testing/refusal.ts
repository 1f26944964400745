import { DrizzleQueryError } from 'drizzle-orm'
import pg from 'pg'

/** SQLSTATE of what PostgreSQL says, by the names of its appendix A. */
export const SQLSTATE = {
  notNull: '23502',
  foreignKey: '23503',
  unique: '23505',
  check: '23514',
  tooLong: '22001',
  permission: '42501',
} as const

export type Refusal = { code: string; constraint?: string; column?: string; message: string }

/**
 * What PostgreSQL refuses a statement with. Throws when the statement is accepted, and passes on what PostgreSQL did
 * not say (a lost connection, a bug of the test).
 */
export async function refusalOf(attempt: Promise<unknown>): Promise<Refusal> {
  try {
    await attempt
  } catch (error) {
    const said = error instanceof DrizzleQueryError ? error.cause : error
    if (!(said instanceof pg.DatabaseError) || !said.code) throw error
    const { code, constraint, column, message } = said
    return { code, message, ...(constraint && { constraint }), ...(column && { column }) }
  }
  throw new Error('PostgreSQL accepted what it should refuse')
}
