import type pg from 'pg'
import { ADDITIONS, FURTHER_INDEXES, FURTHER_TABLES } from './expected-additions.ts'
import { type ExpectedTable, SEED_TABLES } from './expected-tables.ts'

/** The seeds' tables with everything the data page and we add to them. */
export function expectedTables(): Record<string, ExpectedTable> {
  const tables = structuredClone({ ...SEED_TABLES, ...FURTHER_TABLES })
  for (const [name, { columns, checks, indexes }] of Object.entries(ADDITIONS)) {
    Object.assign(tables[name]!.columns, columns)
    Object.assign(tables[name]!.checks, checks)
    Object.assign(tables[name]!.indexes, indexes)
  }
  for (const { table, name, index } of FURTHER_INDEXES) tables[table]!.indexes[name] = index
  return tables
}

/**
 * Builds the expected tables in an empty database, so that PostgreSQL itself spells defaults, checks and predicates and
 * two catalogues can be compared word by word.
 */
export async function buildExpected(client: pg.Client): Promise<void> {
  for (const [name, table] of Object.entries(expectedTables())) {
    await client.query(createTable(name, table))
    for (const [index, definition] of Object.entries(table.indexes)) {
      await client.query(createIndex(name, index, definition))
    }
  }
}

function createTable(name: string, { columns, primaryKey, checks, partitionBy }: ExpectedTable) {
  const parts = [
    ...Object.entries(columns).map(([column, definition]) => `${column} ${definition}`),
    ...Object.entries(checks).map(([check, condition]) => `CONSTRAINT ${check} CHECK (${condition})`),
    ...(primaryKey ? [`CONSTRAINT ${primaryKeyName(name, primaryKey)} PRIMARY KEY (${primaryKey})`] : []),
  ]
  return `CREATE TABLE ${name} (${parts.join(', ')}) ${partitionBy ? `PARTITION BY ${partitionBy}` : ''}`
}

// PostgreSQL names a key after its table; Drizzle names one of several columns after them too. Partitions are plain SQL.
const primaryKeyName = (table: string, columns: string) =>
  columns.includes(', ') && !SQL_TABLES.includes(table) ? `${table}_${columns.replace(', ', '_')}_pk` : `${table}_pkey`
const SQL_TABLES = ['audit_logs', 'cross_app_sessions_archive']

function createIndex(table: string, name: string, definition: string) {
  const [, unique, method, rest] = definition.match(/^(UNIQUE )?(GIN |GIST )?(.*)$/)!
  return `CREATE ${unique ?? ''}INDEX ${name} ON ${table} USING ${method ?? 'btree '}${rest}`
}
