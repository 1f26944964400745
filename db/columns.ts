import { timestamp, uuid, varchar } from 'drizzle-orm/pg-core'

/** Columns that mean the same in every table are written once, here. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
export const createdAt = () => instant('created_at').notNull().defaultNow()
export const id = (name: string) => uuid(name).primaryKey().defaultRandom()
export const cupid = () => varchar('cupid', { length: 50 })
export const guid = () => varchar('guid', { length: 50 })
