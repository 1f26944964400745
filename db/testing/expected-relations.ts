/** Foreign keys: child table, child column, parent table, parent column, what a delete does. */
export const FOREIGN_KEYS = [
  // The seeds' table.
  ['auth_transactions', 'context_id', 'auth_contexts', 'context_id', 'CASCADE'],
  ['auth_transactions', 'parent_transaction_id', 'auth_transactions', 'transaction_id', '(none)'],
  ['drs_evaluations', 'context_id', 'auth_contexts', 'context_id', 'CASCADE'],
  ['sessions', 'context_id', 'auth_contexts', 'context_id', '(none)'],
  ['tokens', 'session_id', 'sessions', 'session_id', 'CASCADE'],
  ['tokens', 'parent_token_id', 'tokens', 'token_id', '(none)'],
  // The data page's additions.
  ['auth_contexts', 'session_id', 'sessions', 'session_id', 'CASCADE'],
  ['drs_evaluations', 'session_id', 'sessions', 'session_id', 'CASCADE'],
  ['cross_app_sessions', 'session_id', 'sessions', 'session_id', 'CASCADE'],
  ['cross_app_sessions', 'source_app', 'client_apps', 'client_id', '(none)'],
  ['cross_app_sessions', 'target_app', 'client_apps', 'client_id', '(none)'],
  // A challenge goes with its step; who accepted a version stands as long as the version does.
  ['otp_challenges', 'transaction_id', 'auth_transactions', 'transaction_id', 'CASCADE'],
  ['esign_acceptances', 'document_id, version', 'esign_documents', 'document_id, version', '(none)'],
] as const

/** View → its columns in order. The first five are the seeds' own SQL; what follows is the data page's. */
export const VIEWS: Record<string, string[]> = {
  v_active_sessions: columns(`
    session_id uuid, cupid varchar(50), device_fingerprint text, ip_address inet, user_agent text,
    created_at timestamptz, last_activity_at timestamptz, expires_at timestamptz, active_token_count bigint,
    has_access_token bigint, has_refresh_token bigint`),
  v_pending_transactions: columns(`
    transaction_id uuid, context_id uuid, cupid varchar(50), transaction_type varchar(50),
    transaction_status varchar(20), phase varchar(50), sequence_number int, attempt_number int,
    created_at timestamptz, expires_at timestamptz, seconds_until_expiry numeric`),
  // Version 1.1 flattened `signals` away: its columns stand here instead.
  v_high_risk_logins: columns(`
    evaluation_id uuid, cupid varchar(50), context_id uuid, session_id uuid, auth_type varchar(20),
    recommendation varchar(20), risk_score int, has_high_risk_signals boolean, primary_signal_type varchar(50),
    signal_types text[], browser varchar(100), operating_system varchar(100), ip_location varchar(100),
    ip_address inet, auth_outcome varchar(50), created_at timestamptz`),
  v_token_rotation_chains: columns(`
    session_id uuid, token_type varchar(20), token_id uuid, parent_token_id uuid, status varchar(20), generation int,
    created_at timestamptz, revoked_at timestamptz, lifetime_seconds numeric`),
  v_failed_login_attempts: columns(`
    cupid varchar(50), ip_address inet, error_code text, attempt_count bigint, last_attempt_at timestamptz,
    first_attempt_at timestamptz`),
  v_login_activity: columns(`
    context_id uuid, auth_type varchar(20), session_id uuid, guid varchar(50), cupid varchar(50),
    username varchar(100), app_id varchar(50), app_version varchar(20), ip_address inet, device_fingerprint text,
    correlation_id uuid, auth_outcome varchar(50), auth_started_at timestamptz, auth_completed_at timestamptz,
    auth_duration_seconds numeric, evaluation_id uuid, recommendation varchar(20), risk_score int,
    has_high_risk_signals boolean, primary_signal_type varchar(50), signal_count int, signal_types text[],
    browser varchar(100), browser_version varchar(50), operating_system varchar(100), os_version varchar(50),
    device_type varchar(50), is_mobile boolean, ip_location varchar(100)`),
  v_session_auth_timeline: columns(`
    session_id uuid, cupid varchar(50), session_status varchar(20), session_created_at timestamptz, context_id uuid,
    auth_type varchar(20), auth_outcome varchar(50), auth_time timestamptz, auth_completed_at timestamptz,
    app_id varchar(50), ip_address inet, device_fingerprint text, evaluation_id uuid, recommendation varchar(20),
    risk_score int, has_high_risk_signals boolean, primary_signal_type varchar(50), signal_types text[],
    browser varchar(100), operating_system varchar(100), ip_location varchar(100), auth_sequence bigint,
    total_auths_in_session bigint, step_up_count bigint`),
  v_step_up_frequency: columns(`
    cupid varchar(50), total_sessions bigint, initial_auths bigint, step_up_auths bigint,
    sessions_with_step_up bigint, step_up_session_percentage numeric`),
  // The cross-app seed's daily statistics, over the archive too.
  v_cross_app_session_statistics: columns(`
    date date, sessions_created bigint, sessions_used bigint, sessions_revoked bigint, sessions_expired bigint`),
}

/** Function → what it returns, with whose rights it runs, and who may call it. */
export const FUNCTIONS: Record<string, string> = {
  // The seeds' names.
  'cleanup_expired_transactions(batch int DEFAULT 1000)': 'int, as caller, PUBLIC',
  'cleanup_expired_contexts(batch int DEFAULT 1000)': 'int, as caller, PUBLIC',
  'expire_old_sessions(batch int DEFAULT 1000)': 'int, as caller, PUBLIC',
  'create_next_audit_partition()': 'text, as owner with a fixed search_path, gatewarden_app',
  // Beyond them: any one month, the horizon of three, and the months of the handoff archive.
  'create_audit_partition(month date)': 'text, as owner with a fixed search_path, gatewarden_app',
  'ensure_audit_partitions(months_ahead int DEFAULT 3)': 'text, as owner with a fixed search_path, gatewarden_app',
  'create_handoff_archive_partition(month date)': 'text, as owner with a fixed search_path, gatewarden_app',
  'archive_ended_handoffs(batch int DEFAULT 1000)': 'int, as caller, PUBLIC',
  // The queue is the owner's: the application adds the jobs these let it add, and brings one forward.
  'enqueue_job(task text, payload jsonb, job_key text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT now(), max_attempts int DEFAULT 8)':
    'void, as owner with a fixed search_path, gatewarden_app',
  'hurry_job(job_key text)': 'void, as owner with a fixed search_path, gatewarden_app',
}

/** What the application role may do with each table and view. A partition is reached through its parent only. */
export const APPLICATION_GRANTS: Record<string, string> = {
  ...Object.fromEntries(
    [
      ...['auth_contexts', 'auth_transactions', 'sessions', 'tokens', 'trusted_devices', 'drs_evaluations'],
      ...['cross_app_sessions', 'cross_app_sessions_archive', 'client_apps', 'authentication_failures'],
      ...['agent_sessions', 'deny_list', 'saved_views', 'otp_challenges', 'demo_messages'],
    ].map(table => [table, 'DELETE, INSERT, SELECT, UPDATE']),
  ),
  audit_logs: 'INSERT, SELECT',
  // A version, once published, and the evidence that somebody accepted it do not change.
  ...Object.fromEntries(['esign_documents', 'esign_acceptances', 'policies'].map(table => [table, 'INSERT, SELECT'])),
  signing_keys: 'INSERT, SELECT, UPDATE',
  ...Object.fromEntries(Object.keys(VIEWS).map(view => [view, 'SELECT'])),
}

function columns(list: string) {
  return list.split(',').map(column => column.trim().replaceAll(/\s+/g, ' '))
}
