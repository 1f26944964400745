import { STEP_TABLES } from './expected-steps.ts'
import type { ExpectedTable } from './expected-tables.ts'

/** What the data page adds to the seeds' tables: multi-context sessions, and devices that run out. */
export const ADDITIONS: Record<string, Partial<ExpectedTable>> = {
  auth_contexts: {
    columns: { auth_type: "varchar(20) NOT NULL DEFAULT 'INITIAL'", session_id: 'uuid', step_up_action: 'jsonb' },
    checks: {
      check_auth_type: "auth_type IN ('INITIAL', 'STEP_UP')",
      check_step_up_session: "(auth_type = 'INITIAL') = (session_id IS NULL)",
      check_step_up_action: "step_up_action IS NULL OR auth_type = 'STEP_UP'",
    },
    indexes: {
      idx_auth_ctx_session_time: '(session_id, created_at DESC) WHERE session_id IS NOT NULL',
      idx_auth_ctx_ip_time: '(ip_address, created_at DESC)',
      idx_auth_ctx_device_time: '(device_fingerprint, created_at DESC) WHERE device_fingerprint IS NOT NULL',
      idx_auth_ctx_outcome_time: '(auth_outcome, created_at DESC) WHERE auth_outcome IS NOT NULL',
      idx_auth_ctx_cupid_outcome_time: '(cupid, auth_outcome, created_at DESC)',
    },
  },
  // Evidence of a signature must name what was on the screen.
  auth_transactions: { columns: { esign_version: 'int' } },
  // The API page: "DENY: 403, and the session is flagged".
  sessions: {
    columns: { flagged_at: 'timestamptz', flag_reason: 'varchar(100)' },
    checks: { check_session_flag: '(flagged_at IS NULL) = (flag_reason IS NULL)' },
  },
  drs_evaluations: {
    columns: { session_id: 'uuid' },
    indexes: { idx_drs_session_time: '(session_id, created_at DESC) WHERE session_id IS NOT NULL' },
  },
  audit_logs: { columns: { auth_type: 'varchar(20)' } },
  trusted_devices: {
    columns: { expires_at: "timestamptz DEFAULT now() + interval '180 days'" },
    checks: { check_device_expiry_future: 'expires_at > trusted_at' },
  },
}

/** Tables beyond version 1.1: handoffs, client apps, and what the data page lists beyond the seeds. */
export const FURTHER_TABLES: Record<string, ExpectedTable> = {
  ...STEP_TABLES,
  cross_app_sessions: {
    columns: {
      id: 'bigint NOT NULL GENERATED ALWAYS AS IDENTITY',
      token_hash: 'varchar(64) NOT NULL',
      session_id: 'uuid NOT NULL',
      cupid: 'varchar(50) NOT NULL',
      guid: 'varchar(50)',
      account_id: 'varchar(50)',
      source_app: 'varchar(50) NOT NULL',
      target_app: 'varchar(50) NOT NULL',
      expires_at: 'timestamptz NOT NULL',
      created_at: 'timestamptz NOT NULL DEFAULT now()',
      used_at: 'timestamptz',
      revoked_at: 'timestamptz',
      user_agent: 'text',
      ip_address: 'inet',
    },
    primaryKey: 'id',
    checks: { check_handoff_expiry_future: 'expires_at > created_at' },
    indexes: {
      idx_cross_app_sessions_token_hash: 'UNIQUE (token_hash)',
      idx_cross_app_sessions_expires_at: '(expires_at)',
      idx_cross_app_sessions_user_id: '(cupid)',
      idx_cross_app_sessions_created_at: '(created_at)',
      idx_cross_app_sessions_cleanup: '(expires_at, revoked_at) WHERE revoked_at IS NULL',
    },
  },
  cross_app_sessions_archive: {
    columns: {
      id: 'bigint NOT NULL',
      token_hash: 'varchar(64) NOT NULL',
      session_id: 'uuid NOT NULL',
      cupid: 'varchar(50) NOT NULL',
      guid: 'varchar(50)',
      account_id: 'varchar(50)',
      source_app: 'varchar(50) NOT NULL',
      target_app: 'varchar(50) NOT NULL',
      expires_at: 'timestamptz NOT NULL',
      created_at: 'timestamptz NOT NULL',
      used_at: 'timestamptz',
      revoked_at: 'timestamptz',
      user_agent: 'text',
      ip_address: 'inet',
    },
    primaryKey: 'id, created_at',
    partitionBy: 'RANGE (created_at)',
    checks: {},
    indexes: {},
  },
  client_apps: {
    columns: {
      client_id: 'varchar(50) NOT NULL',
      name: 'varchar(100) NOT NULL',
      kind: 'varchar(20) NOT NULL',
      secret_hash: 'varchar(64)',
      allowed_origins: "text[] NOT NULL DEFAULT '{}'",
      scopes: "text[] NOT NULL DEFAULT '{}'",
      access_token_format: "varchar(10) NOT NULL DEFAULT 'jwt'",
      device_bind_offer: 'boolean NOT NULL DEFAULT false',
      may_approve_push: 'boolean NOT NULL DEFAULT false',
      handoff_targets: "text[] NOT NULL DEFAULT '{}'",
      status: "varchar(20) NOT NULL DEFAULT 'ACTIVE'",
      created_at: 'timestamptz NOT NULL DEFAULT now()',
      updated_at: 'timestamptz NOT NULL DEFAULT now()',
    },
    primaryKey: 'client_id',
    checks: {
      check_client_kind: "kind IN ('browser', 'mobile', 'server', 'gateway')",
      check_client_token_format: "access_token_format IN ('jwt', 'opaque')",
      check_client_status: "status IN ('ACTIVE', 'DISABLED')",
    },
    indexes: { idx_client_apps_secret: 'UNIQUE (secret_hash) WHERE secret_hash IS NOT NULL' },
  },
  authentication_failures: {
    columns: {
      subject: 'varchar(64) NOT NULL',
      factor: 'varchar(20) NOT NULL',
      failure_count: 'int NOT NULL',
      first_failed_at: 'timestamptz NOT NULL DEFAULT now()',
      last_failed_at: 'timestamptz NOT NULL DEFAULT now()',
      locked_until: 'timestamptz',
    },
    primaryKey: 'subject, factor',
    checks: {
      check_failure_factor: "factor IN ('PASSWORD', 'MFA')",
      check_failure_count: 'failure_count > 0',
    },
    indexes: {},
  },
  agent_sessions: {
    columns: {
      agent_session_id: 'uuid NOT NULL DEFAULT gen_random_uuid()',
      username: 'varchar(100) NOT NULL',
      cupid: 'varchar(50) NOT NULL',
      ip_address: 'inet',
      user_agent: 'text',
      created_at: 'timestamptz NOT NULL DEFAULT now()',
      last_seen_at: 'timestamptz NOT NULL DEFAULT now()',
      expires_at: "timestamptz NOT NULL DEFAULT now() + interval '12 hours'",
      ended_at: 'timestamptz',
    },
    primaryKey: 'agent_session_id',
    checks: { check_agent_session_expiry_future: 'expires_at > created_at' },
    indexes: { idx_agent_sessions_cupid: '(cupid, created_at DESC)' },
  },
  deny_list: {
    columns: {
      deny_id: 'uuid NOT NULL DEFAULT gen_random_uuid()',
      address_range: 'cidr NOT NULL',
      reason: 'text NOT NULL',
      author: 'varchar(100) NOT NULL',
      created_at: 'timestamptz NOT NULL DEFAULT now()',
      expires_at: 'timestamptz',
    },
    primaryKey: 'deny_id',
    checks: { check_deny_expiry_future: 'expires_at > created_at' },
    indexes: { idx_deny_list_range: 'GIST (address_range inet_ops)' },
  },
  // The API page: "several keys with kid, rotated without breaking live tokens".
  signing_keys: {
    columns: {
      kid: 'varchar(64) NOT NULL',
      alg: 'varchar(10) NOT NULL',
      public_jwk: 'jsonb NOT NULL',
      private_jwk: 'text NOT NULL',
      created_at: 'timestamptz NOT NULL DEFAULT now()',
      retired_at: 'timestamptz',
    },
    primaryKey: 'kid',
    checks: { check_signing_alg: "alg IN ('EdDSA', 'RS256')" },
    indexes: { idx_signing_keys_current: 'UNIQUE (alg) WHERE retired_at IS NULL' },
  },
  // The console page: "named views kept per agent".
  saved_views: {
    columns: {
      view_id: 'uuid NOT NULL DEFAULT gen_random_uuid()',
      cupid: 'varchar(50) NOT NULL',
      page: 'varchar(50) NOT NULL',
      name: 'varchar(80) NOT NULL',
      query: 'text NOT NULL',
      created_at: 'timestamptz NOT NULL DEFAULT now()',
    },
    primaryKey: 'view_id',
    checks: {},
    indexes: { idx_saved_views_name: 'UNIQUE (cupid, page, name)' },
  },
}

/** Indexes on the seeds' tables that the seeds do not have, and why each is worth its writes. */
export const FURTHER_INDEXES = [
  {
    table: 'auth_contexts',
    name: 'idx_auth_ctx_username_prefix',
    index: '(lower(username) text_pattern_ops)',
    reason: 'an agent types the beginning of a name, and a million contexts must not be read for it',
  },
  {
    table: 'sessions',
    name: 'idx_sessions_ip',
    index: '(ip_address)',
    reason: 'the console lists what is signed in from one address or range',
  },
  {
    table: 'sessions',
    name: 'idx_sessions_status_created',
    index: '(status, created_at DESC, session_id DESC)',
    reason: 'the console lists sessions by sign-in, page after page',
  },
  {
    table: 'audit_logs',
    name: 'idx_audit_login_failed_ip',
    index: "(ip_address, created_at DESC) WHERE event_type = 'LOGIN_FAILED'",
    reason: 'every sign-in asks how many of its address failed in the last minutes, also in the middle of a flood',
  },
  {
    table: 'sessions',
    name: 'idx_sessions_status_activity',
    index: '(status, last_activity_at DESC, session_id DESC)',
    reason: 'the console lists sessions by newest activity, page after page, among 500,000',
  },
  {
    table: 'tokens',
    name: 'idx_tokens_spent_refresh',
    index: "(token_value_hash) WHERE token_type = 'REFRESH' AND status <> 'ACTIVE'",
    reason: 'a spent refresh token must be found when somebody presents it again; the unique one holds ACTIVE only',
  },
  ...['session_id', 'source_app', 'target_app'].map(column => ({
    table: 'cross_app_sessions',
    name: `idx_cross_app_sessions_${column}`,
    index: `(${column})`,
    reason: 'every foreign key has an index; the seed had other foreign keys here',
  })),
]
