import { z } from '@hono/zod-openapi'
import { sql } from 'drizzle-orm'
import { json } from './answer.ts'
import { type Api, endpoint } from './endpoint.ts'
import { jsonOf } from './shapes.ts'

const Health = z
  .object({
    status: z.enum(['ok', 'degraded']),
    checks: z.object({ database: z.enum(['ok', 'down']), directory: z.enum(['ok', 'down']) }),
    audit_horizon: z
      .string()
      .nullable()
      .openapi({ description: 'Until when the audit log has partitions (UTC date).', example: '2027-03-01' }),
  })
  .openapi('Health')

export function mountHealth(api: Api): void {
  endpoint(
    api,
    {
      method: 'get',
      path: '/api/v1/health',
      tags: ['Operations'],
      ownClientCheck: true,
      summary: 'Whether sign-ins can be served',
      responses: { 200: jsonOf('Everything answers.', Health), 503: jsonOf('Something does not.', Health) },
    },
    async ({ ctx }) => {
      const [horizon, directory] = await Promise.all([
        auditHorizon(ctx.db).catch(() => undefined),
        ctx.parts.directory.ping().then(
          () => 'ok' as const,
          () => 'down' as const,
        ),
      ])
      const database = horizon === undefined ? 'down' : 'ok'
      const ok = database === 'ok' && directory === 'ok'
      const body = { status: ok ? 'ok' : 'degraded', checks: { database, directory }, audit_horizon: horizon ?? null }
      return json(ok ? 200 : 503, body)
    },
  )
}

async function auditHorizon(db: Api['parts']['db']): Promise<string | null> {
  const { rows } = await db.execute<{ horizon: string | null }>(sql`
    SELECT to_char(max(to_date(right(c.relname, 7), 'YYYY_MM')) + interval '1 month', 'YYYY-MM-DD') AS horizon
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'audit_logs'::regclass`)
  return rows[0]?.horizon ?? null
}
