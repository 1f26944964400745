-- Which account a handoff is for, the archive of handoffs that have ended, and the seeds' daily statistics over both.

ALTER TABLE "cross_app_sessions" ADD COLUMN IF NOT EXISTS "account_id" varchar(50);
--> statement-breakpoint
ALTER TABLE cross_app_sessions_archive ADD COLUMN IF NOT EXISTS account_id varchar(50);
--> statement-breakpoint
-- Moves handoffs into the archive a day after they ended, and makes the months they belong to. A revoked one waits for
-- the end of its fifteen minutes too. Until then a token that comes back is known, so that its misuse is audited.
CREATE OR REPLACE FUNCTION archive_ended_handoffs(batch int DEFAULT 1000) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  ids bigint[];
  month date;
  moved int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('archive_ended_handoffs')) THEN RETURN 0; END IF;
  SELECT array_agg(due.id) INTO ids FROM (
    SELECT id FROM cross_app_sessions
    WHERE expires_at <= now() - interval '1 day'
    ORDER BY expires_at LIMIT batch FOR UPDATE SKIP LOCKED
  ) due;
  FOR month IN
    SELECT DISTINCT date_trunc('month', created_at AT TIME ZONE 'UTC')::date FROM cross_app_sessions WHERE id = ANY (ids)
  LOOP
    PERFORM create_handoff_archive_partition(month);
  END LOOP;
  WITH ended AS (
    DELETE FROM cross_app_sessions WHERE id = ANY (ids) RETURNING *
  )
  INSERT INTO cross_app_sessions_archive (id, token_hash, session_id, cupid, guid, account_id, source_app, target_app,
                                          expires_at, created_at, used_at, revoked_at, user_agent, ip_address)
  SELECT id, token_hash, session_id, cupid, guid, account_id, source_app, target_app,
         expires_at, created_at, used_at, revoked_at, user_agent, ip_address
  FROM ended;
  GET DIAGNOSTICS moved = ROW_COUNT;
  RETURN moved;
END $$;
--> statement-breakpoint
-- The seeds' statistics, by UTC day: the last seven days and today. `sessions_expired` counts every handoff whose time is
-- over, redeemed or not.
CREATE OR REPLACE VIEW v_cross_app_session_statistics AS
SELECT (h.created_at AT TIME ZONE 'UTC')::date AS date,
       count(*) AS sessions_created,
       count(*) FILTER (WHERE h.used_at IS NOT NULL) AS sessions_used,
       count(*) FILTER (WHERE h.revoked_at IS NOT NULL) AS sessions_revoked,
       count(*) FILTER (WHERE h.expires_at < now()) AS sessions_expired
FROM (
  SELECT created_at, used_at, revoked_at, expires_at FROM cross_app_sessions
  UNION ALL
  SELECT created_at, used_at, revoked_at, expires_at FROM cross_app_sessions_archive
) h
WHERE h.created_at >= (date_trunc('day', now() AT TIME ZONE 'UTC') - interval '7 days') AT TIME ZONE 'UTC'
GROUP BY 1
ORDER BY 1 DESC;
--> statement-breakpoint
GRANT SELECT ON v_cross_app_session_statistics TO gatewarden_app;
