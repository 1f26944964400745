import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import { agentSessions } from '#db/schema/agent-sessions.ts'
import { auditLogs } from '#db/schema/audit-logs.ts'
import { authContexts } from '#db/schema/auth-contexts.ts'
import { authTransactions } from '#db/schema/auth-transactions.ts'
import { authenticationFailures } from '#db/schema/authentication-failures.ts'
import { clientApps } from '#db/schema/client-apps.ts'
import { crossAppSessions } from '#db/schema/cross-app-sessions.ts'
import { drsEvaluations } from '#db/schema/drs-evaluations.ts'
import { esignAcceptances } from '#db/schema/esign-acceptances.ts'
import { esignDocuments } from '#db/schema/esign-documents.ts'
import { sessions } from '#db/schema/sessions.ts'
import { tokens } from '#db/schema/tokens.ts'
import { trustedDevices } from '#db/schema/trusted-devices.ts'
import { orderedEvents } from './audit.ts'
import { countFailures } from './failure-counts.ts'
import type { AuditRow, World } from './world.ts'

const CHUNK_ROWS = 5_000

/** Writes the world, parents first. Tells of each table. */
export async function writeRows(client: pg.Client, world: World, onProgress?: (line: string) => void): Promise<void> {
  const { rows } = world
  const events = orderedEvents(world)
  countFailures(world, events)
  const isInitial = (row: { authType: string }) => row.authType === 'INITIAL'
  const parts: [PgTable, object[]][] = [
    [clientApps, rows.clientApps],
    [authContexts, rows.contexts.filter(isInitial)],
    [sessions, rows.sessions],
    [authContexts, rows.contexts.filter(row => !isInitial(row))],
    [drsEvaluations, rows.evaluations],
    [authTransactions, rows.transactions],
    [tokens, rows.tokens],
    [trustedDevices, rows.devices],
    [crossAppSessions, rows.handoffs],
    [esignDocuments, rows.documents],
    [esignAcceptances, rows.acceptances],
    [authenticationFailures, rows.failures],
    [agentSessions, rows.agentSessions],
    [auditLogs, events],
  ]
  await createPartitions(client, events)
  for (const [table, list] of parts) {
    onProgress?.(`${getTableName(table)}: ${list.length.toLocaleString('en')}`)
    await insertAll(client, table, list)
  }
  await client.query("SELECT setval('cross_app_sessions_id_seq', max(id)) FROM cross_app_sessions HAVING max(id) > 0")
  const names = [...new Set(parts.map(([table]) => getTableName(table)))]
  await client.query(`ANALYZE ${names.join(', ')}`)
}

// The months that the events fall into: a loaded history reaches further back than the migrations do.
async function createPartitions(client: pg.Client, events: AuditRow[]) {
  const months = new Set(events.map(event => `${event.createdAt.toISOString().slice(0, 7)}-01`))
  for (const month of months) await client.query('SELECT create_audit_partition($1)', [month])
}

/** Many rows a statement. Every row has every column it needs: the defaults of the table are not asked. */
async function insertAll(client: pg.Client, table: PgTable, rows: object[]) {
  const first = rows[0]
  if (!first) return
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in first)
  const names = columns.map(([, column]) => `"${column.name}"`).join(', ')
  // Events name a handoff by its number, so the world gives the numbers that the table would.
  // A version that is there already stays: the operator's own document may have the name of a packaged one.
  const insert = `INSERT INTO "${getTableName(table)}" (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${names} FROM json_populate_recordset(NULL::"${getTableName(table)}", $1)
    ${table === esignDocuments ? 'ON CONFLICT DO NOTHING' : ''}`
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const chunk = rows.slice(start, start + CHUNK_ROWS) as Record<string, unknown>[]
    const named = chunk.map(row => Object.fromEntries(columns.map(([key, column]) => [column.name, row[key]])))
    await client.query(insert, [JSON.stringify(named)])
  }
}
