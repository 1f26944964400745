import { z } from 'zod'
import { requirePermission } from '#lib/agents/require-permission.ts'
import { record } from '#lib/audit/record.ts'
import type { Context } from '#lib/context.ts'
import { csvLine } from '#lib/csv.ts'
import { parse } from '#lib/parse.ts'
import { presentSession, type SessionItem } from './present.ts'
import { listSessions } from './queries.ts'
import { SessionFilter } from './schema.ts'

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

const BATCH = 1000
const Format = z.object({ format: z.enum(EXPORT_FORMATS) })

/**
 * Every session that matches, as text in pieces of up to BATCH rows, read when the reader asks for the next. Ordered by
 * sign-in, which does not change while the file is written: no row is lost or told twice. Audited when it starts and,
 * with the count of rows, when it ends or the reader goes away.
 */
export async function exportSessions(ctx: Context, input: Record<string, string>): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, 'sessions:export')
  const { format: _, ...query } = input
  const { format } = parse(Format, input)
  const filter = parse(SessionFilter, query)
  const sort = filter.sort.startsWith('-') ? '-signed_in' : 'signed_in'
  await recordExport(ctx, { phase: 'started', format, filter: query })
  return write(ctx, { ...filter, sort }, format, query)
}

async function* write(ctx: Context, filter: SessionFilter, format: ExportFormat, query: Record<string, string>) {
  let rows = 0
  let complete = false
  try {
    if (format === 'csv') yield csvLine(Object.keys(FIELDS))
    for await (const batch of batches(ctx, filter)) {
      rows += batch.length
      yield batch.map(LINES[format]).join('')
    }
    complete = true
  } finally {
    await recordExport(ctx, { phase: 'ended', format, filter: query, rows, complete })
  }
}

async function* batches(ctx: Context, filter: SessionFilter) {
  let cursor: string | null = null
  do {
    const page = await listSessions(ctx, filter, cursor, BATCH)
    yield page.rows.map(row => presentSession(row, ctx.actor))
    cursor = page.nextCursor
  } while (cursor)
}

const recordExport = (ctx: Context, eventData: Record<string, unknown>) =>
  record(ctx, { eventType: 'AGENT_EXPORTED', severity: 'WARN', eventData: { list: 'sessions', ...eventData } })

const FIELDS = {
  session_id: item => item.sessionId,
  status: item => item.status,
  username: item => item.username,
  cupid: item => item.cupid,
  guid: item => item.guid,
  app: item => item.app,
  app_version: item => item.appVersion,
  risk_score: item => item.risk,
  highest_risk_score: item => item.highestRisk,
  device: item => item.device,
  place: item => item.place,
  address: item => item.address,
  step_ups: item => item.stepUps,
  active_tokens: item => item.tokens.active,
  has_access_token: item => item.tokens.access,
  has_refresh_token: item => item.tokens.refresh,
  signed_in_at: item => item.signedInAt,
  last_activity_at: item => item.lastActivityAt,
  expires_at: item => item.expiresAt,
  revoked_at: item => item.revoked?.at ?? null,
  revoked_by: item => item.revoked?.by ?? null,
  revocation_reason: item => item.revoked?.reason ?? null,
} as const satisfies Record<string, (item: SessionItem) => string | number | boolean | null>

const fields = Object.entries<(item: SessionItem) => string | number | boolean | null>(FIELDS)

const LINES = {
  csv: (item: SessionItem) => csvLine(fields.map(([, read]) => read(item))),
  ndjson: (item: SessionItem) =>
    `${JSON.stringify(Object.fromEntries(fields.map(([name, read]) => [name, read(item)])))}\n`,
} as const satisfies Record<ExportFormat, (item: SessionItem) => string>
