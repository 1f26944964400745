import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildExpected, expectedTables } from './testing/build-expected.ts'
import {
  readForeignKeys,
  readFunctions,
  readGrants,
  readOthers,
  readTables,
  readUnindexedForeignKeys,
  readViews,
  type TableFacts,
} from './testing/catalogue.ts'
import { FURTHER_INDEXES } from './testing/expected-additions.ts'
import { APPLICATION_GRANTS, FOREIGN_KEYS, FUNCTIONS, VIEWS } from './testing/expected-relations.ts'
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './testing/test-database.ts'
import { withClient } from './testing/with-client.ts'

let database: TestDatabase
let found: Record<string, TableFacts>
let expected: Record<string, TableFacts>

beforeAll(async () => {
  database = await createTestDatabase()
  found = await readTables(database.owner)
  const blank = await createEmptyDatabase()
  expected = await withClient(blank.ownerUrl, async owner => {
    await buildExpected(owner)
    return readTables(owner)
  })
  await blank.drop()
})
afterAll(() => database.drop())

describe('tables', () => {
  test('are those of the seeds, of the data page, and no others', () => {
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
  })

  describe.each(Object.keys(expectedTables()))('%s', name => {
    test('has its columns: type, length, nullability, default', () => {
      expect(found[name]?.columns).toEqual(expected[name]?.columns)
    })
    test('has its primary key and its checks', () => {
      expect(found[name]?.constraints).toEqual(expected[name]?.constraints)
    })
    test('has its indexes: columns, order, uniqueness, predicate, method', () => {
      expect(found[name]?.indexes).toEqual(expected[name]?.indexes)
    })
    test('is partitioned, or not', () => {
      expect(found[name]?.partitionedBy).toBe(expected[name]?.partitionedBy)
    })
  })

  test('have an index beyond the seeds only for a reason', () => {
    expect(FURTHER_INDEXES.filter(({ reason }) => reason.length < 20)).toEqual([])
  })
})

describe('foreign keys', () => {
  test('are the listed ones, with their delete rules', async () => {
    const keys = Object.values(await readForeignKeys(database.owner))
    expect(keys.sort()).toEqual([...FOREIGN_KEYS].map(key => [...key]).sort())
  })

  test('all have an index, by the query of the seeds', async () => {
    const { rows } = await database.owner.query<{ fk_column: string; index_status: string }>(SEED_VERIFICATION)
    expect(rows.length).toBeGreaterThanOrEqual(FOREIGN_KEYS.length)
    expect(rows.filter(row => !row.index_status.startsWith('✅'))).toEqual([])
  })

  test('all have an index that leads with the column', async () => {
    expect(await readUnindexedForeignKeys(database.owner)).toEqual([])
  })
})

describe('the rest', () => {
  test('the views have their columns', async () => {
    expect(await readViews(database.owner)).toEqual(VIEWS)
  })

  test('the functions run with the rights they should', async () => {
    expect(await readFunctions(database.owner)).toEqual(FUNCTIONS)
  })

  test('the application may do what is listed, and nobody else anything', async () => {
    expect(await readGrants(database.owner)).toEqual(APPLICATION_GRANTS)
  })

  test('there is nothing that is not listed', async () => {
    expect(await readOthers(database.owner)).toEqual([
      'extension plpgsql',
      'relation cross_app_sessions_id_seq (S)',
      'schema drizzle',
      'schema graphile_worker',
      'schema public',
    ])
  })
})

// Word for word from the seeds (5-entity-relationships, "Index Coverage Analysis").
const SEED_VERIFICATION = `
SELECT
    tc.table_name,
    kcu.column_name AS fk_column,
    ccu.table_name AS referenced_table,
    CASE
        WHEN i.indexname IS NULL THEN '❌ MISSING INDEX'
        ELSE '✅ INDEX EXISTS: ' || i.indexname
    END AS index_status
FROM information_schema.table_constraints AS tc
JOIN information_schema.key_column_usage AS kcu
    ON tc.constraint_name = kcu.constraint_name
JOIN information_schema.constraint_column_usage AS ccu
    ON ccu.constraint_name = tc.constraint_name
LEFT JOIN pg_indexes i
    ON i.tablename = tc.table_name
    AND i.indexdef LIKE '%' || kcu.column_name || '%'
WHERE tc.constraint_type = 'FOREIGN KEY'
  AND tc.table_schema = 'public'
ORDER BY tc.table_name`
