import { readdirSync } from 'node:fs'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { is } from 'drizzle-orm'
import { getViewConfig, type PgColumn, PgTable, PgView } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readForeignKeys, readTables, readViews, type TableFacts } from './testing/catalogue.ts'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './testing/test-database.ts'
import { withClient } from './testing/with-client.ts'

// The tables are written twice, in db/schema for TypeScript and in db/migrations for PostgreSQL. Drizzle's own DDL,
// run in an empty database, must give the catalogue that the migrations give.

let database: TestDatabase
let exported: Record<string, unknown>
let drizzle: { tables: Record<string, TableFacts>; foreignKeys: Record<string, string[]> }

beforeAll(async () => {
  database = await createTestDatabase()
  exported = await importSchema()
  const blank = await createEmptyDatabase()
  drizzle = await withClient(blank.ownerUrl, async owner => {
    const statements = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(exported))
    for (const statement of statements) await owner.query(statement)
    return { tables: await readTables(owner), foreignKeys: await readForeignKeys(owner) }
  })
  await blank.drop()
})
afterAll(() => database.drop())

describe('db/schema', () => {
  test('has every table but the archive, which only SQL touches', async () => {
    const tables = Object.keys(await readTables(database.owner))
    const known = Object.keys(drizzle.tables)
    expect(Object.values(exported).filter(value => is(value, PgTable))).toHaveLength(known.length)
    expect(tables.filter(table => !known.includes(table))).toEqual(['cross_app_sessions_archive'])
    expect(known.filter(table => !tables.includes(table))).toEqual([])
  })

  test('gives the columns, constraints and indexes of the migrations', async () => {
    const { cross_app_sessions_archive: _, ...migrated } = await readTables(database.owner)
    expect(unpartitioned(migrated)).toEqual(drizzle.tables)
  })

  test('gives the foreign keys of the migrations, names included', async () => {
    expect(await readForeignKeys(database.owner)).toEqual(drizzle.foreignKeys)
  })

  test('names the columns of views as they are', async () => {
    const views = Object.values(exported).filter(value => is(value, PgView))
    const migrated = await readViews(database.owner)
    expect(views.length).toBeGreaterThan(0)
    for (const view of views) {
      const { name, selectedFields } = getViewConfig(view)
      const columns = Object.values(selectedFields as Record<string, PgColumn>).map(
        column => `${column.name} ${shortType(column.getSQLType())}`,
      )
      expect({ [name]: columns }).toEqual({ [name]: migrated[name] })
    }
  })
})

async function importSchema() {
  const folder = new URL('./schema/', import.meta.url)
  const files = readdirSync(folder).filter(file => file.endsWith('.ts'))
  const modules = await Promise.all(files.map(file => import(`./schema/${file.slice(0, -3)}.ts`)))
  return Object.assign({}, ...modules) as Record<string, unknown>
}

// Drizzle cannot say that a table is partitioned; `catalogue.test.ts` looks after that.
function unpartitioned(tables: Record<string, TableFacts>) {
  const plain = ({ indexes, ...facts }: TableFacts): TableFacts => ({
    ...facts,
    indexes: Object.fromEntries(
      Object.entries(indexes).map(([name, text]) => [name, text.replace(' ON ONLY ', ' ON ')]),
    ),
    partitionedBy: null,
  })
  return Object.fromEntries(Object.entries(tables).map(([name, facts]) => [name, plain(facts)]))
}

const shortType = (type: string) => type.replace('timestamp with time zone', 'timestamptz').replace('integer', 'int')
