import type { agentSessions } from '#db/schema/agent-sessions.ts'
import type { auditLogs } from '#db/schema/audit-logs.ts'
import type { authContexts } from '#db/schema/auth-contexts.ts'
import type { authTransactions } from '#db/schema/auth-transactions.ts'
import type { authenticationFailures } from '#db/schema/authentication-failures.ts'
import type { clientApps } from '#db/schema/client-apps.ts'
import type { crossAppSessions } from '#db/schema/cross-app-sessions.ts'
import type { drsEvaluations } from '#db/schema/drs-evaluations.ts'
import type { esignAcceptances } from '#db/schema/esign-acceptances.ts'
import type { esignDocuments } from '#db/schema/esign-documents.ts'
import type { sessions } from '#db/schema/sessions.ts'
import type { tokens } from '#db/schema/tokens.ts'
import type { trustedDevices } from '#db/schema/trusted-devices.ts'
import type { Env } from '#lib/env.ts'
import { createRandom, type Random } from './random.ts'
import { DAY, later } from './time.ts'

export type DemoEnv = Env & { secretKey: string }

export type ContextRow = typeof authContexts.$inferSelect
export type TransactionRow = typeof authTransactions.$inferSelect
export type EvaluationRow = typeof drsEvaluations.$inferSelect
export type SessionRow = typeof sessions.$inferSelect
export type TokenRow = typeof tokens.$inferSelect
export type DeviceRow = typeof trustedDevices.$inferSelect
export type HandoffRow = typeof crossAppSessions.$inferSelect
export type AuditRow = typeof auditLogs.$inferSelect

/** The demo world while it is told: rows that are written at the end, all complete, changed freely until then. */
export type World = {
  env: DemoEnv
  /** The moment it is told at. Nothing in it happens later. */
  now: Date
  /** The moment it begins: long enough ago that some sessions have had their 30 days. */
  began: Date
  random: Random
  rows: {
    clientApps: (typeof clientApps.$inferSelect)[]
    contexts: ContextRow[]
    transactions: TransactionRow[]
    evaluations: EvaluationRow[]
    sessions: SessionRow[]
    tokens: TokenRow[]
    devices: DeviceRow[]
    handoffs: HandoffRow[]
    documents: (typeof esignDocuments.$inferSelect)[]
    acceptances: (typeof esignAcceptances.$inferSelect)[]
    failures: (typeof authenticationFailures.$inferSelect)[]
    agentSessions: (typeof agentSessions.$inferSelect)[]
  }
  /** The audit events by what they tell of: a session with the journey that opened it, or a lone attempt. */
  trails: Map<string, AuditRow[]>
}

export const HISTORY_DAYS = 34

export const createWorld = (env: DemoEnv, now: Date): World => ({
  env,
  now,
  began: later(now, -(HISTORY_DAYS + 1) * DAY),
  random: createRandom('gatewarden demo world'),
  rows: {
    clientApps: [],
    contexts: [],
    transactions: [],
    evaluations: [],
    sessions: [],
    tokens: [],
    devices: [],
    handoffs: [],
    documents: [],
    acceptances: [],
    failures: [],
    agentSessions: [],
  },
  trails: new Map(),
})
