-- Partitions of the audit log and of the handoff archive, the housekeeping functions by the seeds' names, and what the
-- application role may do. Functions that need the owner's rights are SECURITY DEFINER and do one thing.

DO $$ BEGIN
  -- Asked first: an owner who may not make roles can still use the one an administrator made.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatewarden_app') THEN CREATE ROLE gatewarden_app NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
-- Makes the partition of the month that `month` lies in (UTC bounds). Returns its name; an existing one is left alone.
CREATE OR REPLACE FUNCTION create_audit_partition(month date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', month)::date;
  next_month date := (date_trunc('month', month) + interval '1 month')::date;
  partition_name text := 'audit_logs_' || to_char(first_day, 'YYYY_MM');
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('create_audit_partition'));
  IF to_regclass('public.' || partition_name) IS NULL THEN
    EXECUTE format(
      'CREATE TABLE public.%I PARTITION OF public.audit_logs (PRIMARY KEY (audit_id)) FOR VALUES FROM (%L) TO (%L)',
      partition_name, first_day || ' 00:00:00+00', next_month || ' 00:00:00+00');
    -- A partition is written through audit_logs only, so that the append-only rule has no back door.
    EXECUTE format('REVOKE ALL ON public.%I FROM gatewarden_app', partition_name);
  END IF;
  RETURN partition_name;
END $$;
--> statement-breakpoint
-- Makes the partition after the newest there is, and returns its name.
CREATE OR REPLACE FUNCTION create_next_audit_partition() RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT public.create_audit_partition((coalesce(
    max(to_date(right(c.relname, 7), 'YYYY_MM')) + interval '1 month',
    date_trunc('month', now() AT TIME ZONE 'UTC')))::date)
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'public.audit_logs'::regclass
$$;
--> statement-breakpoint
-- This month's partition and those of the months ahead. Returns the last one's name.
CREATE OR REPLACE FUNCTION ensure_audit_partitions(months_ahead int DEFAULT 3) RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT max(public.create_audit_partition((date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => n))::date))
  FROM generate_series(0, months_ahead) AS n
$$;
--> statement-breakpoint
SELECT create_audit_partition((date_trunc('month', now() AT TIME ZONE 'UTC') - interval '1 month')::date);
--> statement-breakpoint
SELECT ensure_audit_partitions(3);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS cross_app_sessions_archive (
  id bigint NOT NULL,
  token_hash varchar(64) NOT NULL,
  session_id uuid NOT NULL,
  cupid varchar(50) NOT NULL,
  guid varchar(50),
  source_app varchar(50) NOT NULL,
  target_app varchar(50) NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz,
  user_agent text,
  ip_address inet,
  PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION create_handoff_archive_partition(month date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', month)::date;
  next_month date := (date_trunc('month', month) + interval '1 month')::date;
  partition_name text := 'cross_app_sessions_archive_' || to_char(first_day, 'YYYY_MM');
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('create_handoff_archive_partition'));
  IF to_regclass('public.' || partition_name) IS NULL THEN
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public.cross_app_sessions_archive FOR VALUES FROM (%L) TO (%L)',
      partition_name, first_day || ' 00:00:00+00', next_month || ' 00:00:00+00');
  END IF;
  RETURN partition_name;
END $$;
--> statement-breakpoint
SELECT create_handoff_archive_partition((now() AT TIME ZONE 'UTC')::date);
--> statement-breakpoint
-- Each housekeeping function does one batch and returns how many rows it ended; its caller repeats until less than a
-- batch comes back. One runner at a time; rows somebody holds are left for the next round.
CREATE OR REPLACE FUNCTION cleanup_expired_transactions(batch int DEFAULT 1000) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE ended int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('cleanup_expired_transactions')) THEN RETURN 0; END IF;
  WITH due AS (
    SELECT transaction_id FROM auth_transactions
    WHERE transaction_status = 'PENDING' AND expires_at <= now()
    ORDER BY expires_at LIMIT batch FOR UPDATE SKIP LOCKED
  ), expired AS (
    UPDATE auth_transactions t
    SET transaction_status = 'EXPIRED', consumed_at = now(),
        verification_result = CASE WHEN t.transaction_type IN ('MFA_VERIFY', 'MFA_PUSH_VERIFY') THEN 'TIMEOUT'
                                   ELSE t.verification_result END
    FROM due WHERE t.transaction_id = due.transaction_id
    RETURNING t.transaction_id, t.context_id, t.transaction_type, t.phase
  ), logged AS (
    INSERT INTO audit_logs (event_type, event_category, cupid, context_id, transaction_id, session_id, auth_type, event_data)
    SELECT 'TRANSACTION_EXPIRED', CASE e.phase WHEN 'DEVICE_BIND' THEN 'DEVICE' ELSE e.phase END, c.cupid, c.context_id,
           e.transaction_id, c.session_id, c.auth_type, jsonb_build_object('transaction_type', e.transaction_type)
    FROM expired e JOIN auth_contexts c ON c.context_id = e.context_id
  )
  SELECT count(*) INTO ended FROM expired;
  RETURN ended;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION cleanup_expired_contexts(batch int DEFAULT 1000) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE ended int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('cleanup_expired_contexts')) THEN RETURN 0; END IF;
  WITH due AS (
    SELECT context_id FROM auth_contexts
    WHERE auth_outcome IS NULL AND expires_at <= now()
    ORDER BY expires_at LIMIT batch FOR UPDATE SKIP LOCKED
  ), expired AS (
    UPDATE auth_contexts c SET auth_outcome = 'EXPIRED', completed_at = now()
    FROM due WHERE c.context_id = due.context_id
    RETURNING c.context_id, c.cupid, c.session_id, c.auth_type, c.app_id
  ), logged AS (
    INSERT INTO audit_logs (event_type, event_category, cupid, context_id, session_id, auth_type, event_data)
    SELECT 'CONTEXT_EXPIRED', 'AUTH', cupid, context_id, session_id, auth_type, jsonb_build_object('app_id', app_id)
    FROM expired
  )
  SELECT count(*) INTO ended FROM expired;
  RETURN ended;
END $$;
--> statement-breakpoint
-- Sessions first, then their tokens: the lock order of refresh and revocation.
CREATE OR REPLACE FUNCTION expire_old_sessions(batch int DEFAULT 1000) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE ids uuid[];
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('expire_old_sessions')) THEN RETURN 0; END IF;
  WITH due AS (
    SELECT session_id FROM sessions
    WHERE status = 'ACTIVE' AND expires_at <= now()
    ORDER BY expires_at LIMIT batch FOR UPDATE SKIP LOCKED
  ), expired AS (
    UPDATE sessions s SET status = 'EXPIRED' FROM due WHERE s.session_id = due.session_id
    RETURNING s.session_id, s.cupid, s.context_id, s.last_activity_at
  ), logged AS (
    INSERT INTO audit_logs (event_type, event_category, cupid, context_id, session_id, event_data)
    SELECT 'SESSION_EXPIRED', 'SESSION', cupid, context_id, session_id,
           jsonb_build_object('last_activity_at', last_activity_at)
    FROM expired
  )
  SELECT coalesce(array_agg(session_id), '{}') INTO ids FROM expired;
  UPDATE tokens SET status = 'EXPIRED' WHERE session_id = ANY (ids) AND status = 'ACTIVE';
  RETURN cardinality(ids);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION create_audit_partition(date), create_next_audit_partition(), ensure_audit_partitions(int),
  create_handoff_archive_partition(date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION create_audit_partition(date), create_next_audit_partition(), ensure_audit_partitions(int),
  create_handoff_archive_partition(date) TO gatewarden_app;
--> statement-breakpoint
-- What the application may do. It owns nothing; the audit log it can only append to and read.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO gatewarden_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_contexts, auth_transactions, sessions, tokens, trusted_devices,
  drs_evaluations, cross_app_sessions, cross_app_sessions_archive, client_apps, authentication_failures, deny_list,
  agent_sessions, saved_views TO gatewarden_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON signing_keys TO gatewarden_app;
--> statement-breakpoint
REVOKE ALL ON audit_logs FROM gatewarden_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_logs TO gatewarden_app;
