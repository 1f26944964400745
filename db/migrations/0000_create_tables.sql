-- The tables of schema version 1.1, the multi-context additions, handoffs, and the tables beyond the seeds.
-- audit_logs is partitioned by month; its partitions come with the next migration.
CREATE TABLE IF NOT EXISTS "agent_sessions" (
  "agent_session_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "username" varchar(100) NOT NULL,
  "cupid" varchar(50) NOT NULL,
  "ip_address" "inet",
  "user_agent" text,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
  "expires_at" timestamp with time zone DEFAULT now() + interval '12 hours' NOT NULL,
  "ended_at" timestamp with time zone,
  CONSTRAINT "check_agent_session_expiry_future" CHECK (expires_at > created_at)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "audit_logs" (
  "audit_id" uuid DEFAULT gen_random_uuid() NOT NULL,
  "event_type" varchar(100) NOT NULL,
  "event_category" varchar(50) NOT NULL,
  "severity" varchar(20) DEFAULT 'INFO' NOT NULL,
  "cupid" varchar(50),
  "context_id" uuid,
  "transaction_id" uuid,
  "session_id" uuid,
  "correlation_id" uuid,
  "ip_address" "inet",
  "user_agent" text,
  "event_data" jsonb NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "auth_type" varchar(20)
) PARTITION BY RANGE ("created_at");
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "auth_contexts" (
  "context_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "guid" varchar(50) NOT NULL,
  "cupid" varchar(50) NOT NULL,
  "username" varchar(100) NOT NULL,
  "app_id" varchar(50) NOT NULL,
  "app_version" varchar(20) NOT NULL,
  "device_fingerprint" text,
  "ip_address" "inet" NOT NULL,
  "correlation_id" uuid,
  "requires_additional_steps" boolean DEFAULT false,
  "auth_outcome" varchar(50),
  "completed_at" timestamp with time zone,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "expires_at" timestamp with time zone DEFAULT now() + interval '15 minutes' NOT NULL,
  "auth_type" varchar(20) DEFAULT 'INITIAL' NOT NULL,
  "session_id" uuid,
  CONSTRAINT "check_outcome_completed" CHECK ((auth_outcome IS NULL) = (completed_at IS NULL)),
  CONSTRAINT "check_context_expiry_future" CHECK (expires_at > created_at),
  CONSTRAINT "check_app_version_format" CHECK (app_version ~ '^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$'),
  CONSTRAINT "check_auth_type" CHECK (auth_type IN ('INITIAL', 'STEP_UP')),
  CONSTRAINT "check_step_up_session" CHECK ((auth_type = 'INITIAL') = (session_id IS NULL))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "auth_transactions" (
  "transaction_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "context_id" uuid NOT NULL,
  "parent_transaction_id" uuid,
  "transaction_type" varchar(50) NOT NULL,
  "transaction_status" varchar(20) DEFAULT 'PENDING' NOT NULL,
  "sequence_number" integer NOT NULL,
  "phase" varchar(50) NOT NULL,
  "mfa_method" varchar(10),
  "mfa_option_id" smallint,
  "mfa_options" jsonb,
  "mobile_approve_status" varchar(20),
  "display_number" integer,
  "selected_number" integer,
  "verification_result" varchar(20),
  "attempt_number" integer,
  "esign_document_id" varchar(100),
  "esign_action" varchar(20),
  "device_bind_decision" varchar(20),
  "consumed_at" timestamp with time zone,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "expires_at" timestamp with time zone DEFAULT now() + interval '5 minutes' NOT NULL,
  CONSTRAINT "check_consumed" CHECK ((transaction_status = 'PENDING') = (consumed_at IS NULL)),
  CONSTRAINT "check_sequence_positive" CHECK (sequence_number > 0),
  CONSTRAINT "check_transaction_expiry_future" CHECK (expires_at > created_at),
  CONSTRAINT "check_mfa_option_range" CHECK (mfa_option_id BETWEEN 1 AND 6)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "authentication_failures" (
  "subject" varchar(64) NOT NULL,
  "factor" varchar(20) NOT NULL,
  "failure_count" integer NOT NULL,
  "first_failed_at" timestamp with time zone DEFAULT now() NOT NULL,
  "last_failed_at" timestamp with time zone DEFAULT now() NOT NULL,
  "locked_until" timestamp with time zone,
  CONSTRAINT "authentication_failures_subject_factor_pk" PRIMARY KEY("subject","factor"),
  CONSTRAINT "check_failure_factor" CHECK (factor IN ('PASSWORD', 'MFA')),
  CONSTRAINT "check_failure_count" CHECK (failure_count > 0)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "client_apps" (
  "client_id" varchar(50) PRIMARY KEY NOT NULL,
  "name" varchar(100) NOT NULL,
  "kind" varchar(20) NOT NULL,
  "secret_hash" varchar(64),
  "allowed_origins" text[] DEFAULT '{}' NOT NULL,
  "scopes" text[] DEFAULT '{}' NOT NULL,
  "access_token_format" varchar(10) DEFAULT 'jwt' NOT NULL,
  "device_bind_offer" boolean DEFAULT false NOT NULL,
  "may_approve_push" boolean DEFAULT false NOT NULL,
  "handoff_targets" text[] DEFAULT '{}' NOT NULL,
  "status" varchar(20) DEFAULT 'ACTIVE' NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "updated_at" timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "check_client_kind" CHECK (kind IN ('browser', 'mobile', 'server', 'gateway')),
  CONSTRAINT "check_client_token_format" CHECK (access_token_format IN ('jwt', 'opaque')),
  CONSTRAINT "check_client_status" CHECK (status IN ('ACTIVE', 'DISABLED'))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "cross_app_sessions" (
  "id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cross_app_sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
  "token_hash" varchar(64) NOT NULL,
  "session_id" uuid NOT NULL,
  "cupid" varchar(50) NOT NULL,
  "guid" varchar(50),
  "source_app" varchar(50) NOT NULL,
  "target_app" varchar(50) NOT NULL,
  "expires_at" timestamp with time zone NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "used_at" timestamp with time zone,
  "revoked_at" timestamp with time zone,
  "user_agent" text,
  "ip_address" "inet",
  CONSTRAINT "check_handoff_expiry_future" CHECK (expires_at > created_at)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "deny_list" (
  "deny_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "address_range" "cidr" NOT NULL,
  "reason" text NOT NULL,
  "author" varchar(100) NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "expires_at" timestamp with time zone,
  CONSTRAINT "check_deny_expiry_future" CHECK (expires_at > created_at)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "drs_evaluations" (
  "evaluation_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "context_id" uuid NOT NULL,
  "guid" varchar(50) NOT NULL,
  "cupid" varchar(50) NOT NULL,
  "action_token_hash" varchar(64) NOT NULL,
  "device_id" varchar(100),
  "recommendation" varchar(20) NOT NULL,
  "risk_score" integer NOT NULL,
  "browser" varchar(100),
  "browser_version" varchar(50),
  "operating_system" varchar(100),
  "os_version" varchar(50),
  "device_type" varchar(50),
  "is_mobile" boolean,
  "screen_resolution" varchar(20),
  "user_agent" text,
  "ip_location" varchar(100),
  "primary_signal_type" varchar(50),
  "signal_count" integer,
  "has_high_risk_signals" boolean,
  "signal_types" text[],
  "raw_response" jsonb NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "session_id" uuid,
  CONSTRAINT "check_risk_score_range" CHECK (risk_score BETWEEN 0 AND 100)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "saved_views" (
  "view_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "cupid" varchar(50) NOT NULL,
  "page" varchar(50) NOT NULL,
  "name" varchar(80) NOT NULL,
  "query" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "sessions" (
  "session_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "context_id" uuid NOT NULL,
  "cupid" varchar(50) NOT NULL,
  "device_fingerprint" text,
  "ip_address" "inet" NOT NULL,
  "user_agent" text,
  "status" varchar(20) DEFAULT 'ACTIVE' NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "last_activity_at" timestamp with time zone DEFAULT now() NOT NULL,
  "expires_at" timestamp with time zone DEFAULT now() + interval '30 days' NOT NULL,
  "revoked_at" timestamp with time zone,
  "revoked_by" varchar(100),
  "revocation_reason" text,
  CONSTRAINT "check_revoked" CHECK ((status = 'REVOKED') = (revoked_at IS NOT NULL)),
  CONSTRAINT "check_session_expiry_future" CHECK (expires_at > created_at)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "signing_keys" (
  "kid" varchar(64) PRIMARY KEY NOT NULL,
  "alg" varchar(10) NOT NULL,
  "public_jwk" jsonb NOT NULL,
  "private_jwk" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "retired_at" timestamp with time zone,
  CONSTRAINT "check_signing_alg" CHECK (alg IN ('EdDSA', 'RS256'))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "tokens" (
  "token_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "session_id" uuid NOT NULL,
  "parent_token_id" uuid,
  "token_type" varchar(20) NOT NULL,
  "token_value" text NOT NULL,
  "token_value_hash" varchar(64) NOT NULL,
  "status" varchar(20) DEFAULT 'ACTIVE' NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "expires_at" timestamp with time zone NOT NULL,
  "revoked_at" timestamp with time zone,
  CONSTRAINT "check_token_revoked" CHECK ((status IN ('ROTATED', 'REVOKED')) = (revoked_at IS NOT NULL)),
  CONSTRAINT "check_token_expiry_future" CHECK (expires_at > created_at)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "trusted_devices" (
  "device_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "guid" varchar(50) NOT NULL,
  "cupid" varchar(50) NOT NULL,
  "app_id" varchar(50) NOT NULL,
  "device_fingerprint" text NOT NULL,
  "device_fingerprint_hash" varchar(64) NOT NULL,
  "device_name" varchar(200),
  "device_type" varchar(50),
  "status" varchar(20) DEFAULT 'ACTIVE' NOT NULL,
  "trusted_at" timestamp with time zone DEFAULT now() NOT NULL,
  "last_used_at" timestamp with time zone DEFAULT now() NOT NULL,
  "revoked_at" timestamp with time zone,
  "expires_at" timestamp with time zone DEFAULT now() + interval '180 days',
  CONSTRAINT "check_device_revoked" CHECK ((status = 'REVOKED') = (revoked_at IS NOT NULL)),
  CONSTRAINT "check_device_expiry_future" CHECK (expires_at > trusted_at)
);
--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "auth_contexts" ADD CONSTRAINT "auth_contexts_session_id_sessions_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "sessions"("session_id") ON DELETE CASCADE;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "auth_transactions" ADD CONSTRAINT "auth_transactions_context_id_auth_contexts_context_id_fk" FOREIGN KEY ("context_id") REFERENCES "auth_contexts"("context_id") ON DELETE CASCADE;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "auth_transactions" ADD CONSTRAINT "auth_transactions_parent_transaction_id_fk" FOREIGN KEY ("parent_transaction_id") REFERENCES "auth_transactions"("transaction_id");
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "cross_app_sessions" ADD CONSTRAINT "cross_app_sessions_session_id_sessions_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "sessions"("session_id") ON DELETE CASCADE;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "cross_app_sessions" ADD CONSTRAINT "cross_app_sessions_source_app_client_apps_client_id_fk" FOREIGN KEY ("source_app") REFERENCES "client_apps"("client_id");
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "cross_app_sessions" ADD CONSTRAINT "cross_app_sessions_target_app_client_apps_client_id_fk" FOREIGN KEY ("target_app") REFERENCES "client_apps"("client_id");
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "drs_evaluations" ADD CONSTRAINT "drs_evaluations_context_id_auth_contexts_context_id_fk" FOREIGN KEY ("context_id") REFERENCES "auth_contexts"("context_id") ON DELETE CASCADE;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "drs_evaluations" ADD CONSTRAINT "drs_evaluations_session_id_sessions_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "sessions"("session_id") ON DELETE CASCADE;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "sessions" ADD CONSTRAINT "sessions_context_id_auth_contexts_context_id_fk" FOREIGN KEY ("context_id") REFERENCES "auth_contexts"("context_id");
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "tokens" ADD CONSTRAINT "tokens_session_id_sessions_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "sessions"("session_id") ON DELETE CASCADE;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE "tokens" ADD CONSTRAINT "tokens_parent_token_id_tokens_token_id_fk" FOREIGN KEY ("parent_token_id") REFERENCES "tokens"("token_id");
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_agent_sessions_cupid" ON "agent_sessions" ("cupid","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_cupid_time" ON "audit_logs" ("cupid","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_event_type" ON "audit_logs" ("event_type","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_event_category" ON "audit_logs" ("event_category","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_context" ON "audit_logs" ("context_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_transaction" ON "audit_logs" ("transaction_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_session_time" ON "audit_logs" ("session_id","created_at" DESC NULLS FIRST) WHERE session_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_correlation" ON "audit_logs" ("correlation_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_login_failed_ip" ON "audit_logs" ("ip_address","created_at" DESC NULLS FIRST) WHERE event_type = 'LOGIN_FAILED';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_audit_severity" ON "audit_logs" ("severity","created_at" DESC NULLS FIRST) WHERE severity IN ('ERROR', 'CRITICAL');--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_guid" ON "auth_contexts" ("guid");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_cupid" ON "auth_contexts" ("cupid");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_correlation" ON "auth_contexts" ("correlation_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_expires" ON "auth_contexts" ("expires_at") WHERE auth_outcome IS NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_created" ON "auth_contexts" ("created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_session_time" ON "auth_contexts" ("session_id","created_at" DESC NULLS FIRST) WHERE session_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_ip_time" ON "auth_contexts" ("ip_address","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_device_time" ON "auth_contexts" ("device_fingerprint","created_at" DESC NULLS FIRST) WHERE device_fingerprint IS NOT NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_outcome_time" ON "auth_contexts" ("auth_outcome","created_at" DESC NULLS FIRST) WHERE auth_outcome IS NOT NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_username_prefix" ON "auth_contexts" (lower("username") text_pattern_ops);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_ctx_cupid_outcome_time" ON "auth_contexts" ("cupid","auth_outcome","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_tx_context" ON "auth_transactions" ("context_id","sequence_number");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_tx_parent" ON "auth_transactions" ("parent_transaction_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_auth_tx_status" ON "auth_transactions" ("transaction_status","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_auth_tx_context_pending" ON "auth_transactions" ("context_id") WHERE transaction_status = 'PENDING';--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_client_apps_secret" ON "client_apps" ("secret_hash") WHERE secret_hash IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_cross_app_sessions_token_hash" ON "cross_app_sessions" ("token_hash");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_cross_app_sessions_expires_at" ON "cross_app_sessions" ("expires_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_cross_app_sessions_user_id" ON "cross_app_sessions" ("cupid");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_cross_app_sessions_created_at" ON "cross_app_sessions" ("created_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_cross_app_sessions_cleanup" ON "cross_app_sessions" ("expires_at","revoked_at") WHERE revoked_at IS NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_cross_app_sessions_session_id" ON "cross_app_sessions" ("session_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_cross_app_sessions_source_app" ON "cross_app_sessions" ("source_app");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_cross_app_sessions_target_app" ON "cross_app_sessions" ("target_app");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_deny_list_range" ON "deny_list" USING gist ("address_range" inet_ops);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_context" ON "drs_evaluations" ("context_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_guid" ON "drs_evaluations" ("guid");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_cupid_time" ON "drs_evaluations" ("cupid","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_recommendation" ON "drs_evaluations" ("recommendation");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_risk_score" ON "drs_evaluations" ("risk_score");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_created" ON "drs_evaluations" ("created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_action_token" ON "drs_evaluations" ("action_token_hash");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_browser" ON "drs_evaluations" ("browser");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_os" ON "drs_evaluations" ("operating_system");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_device_type" ON "drs_evaluations" ("device_type");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_is_mobile" ON "drs_evaluations" ("is_mobile");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_primary_signal" ON "drs_evaluations" ("primary_signal_type");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_high_risk" ON "drs_evaluations" ("has_high_risk_signals") WHERE has_high_risk_signals = true;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_signal_types" ON "drs_evaluations" USING gin ("signal_types");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_drs_session_time" ON "drs_evaluations" ("session_id","created_at" DESC NULLS FIRST) WHERE session_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_saved_views_name" ON "saved_views" ("cupid","page","name");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_sessions_cupid" ON "sessions" ("cupid") WHERE status = 'ACTIVE';--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_sessions_context" ON "sessions" ("context_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_sessions_status_expires" ON "sessions" ("status","expires_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_sessions_created" ON "sessions" ("created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_sessions_status_created" ON "sessions" ("status","created_at" DESC NULLS FIRST,"session_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_sessions_ip" ON "sessions" ("ip_address");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_sessions_status_activity" ON "sessions" ("status","last_activity_at" DESC NULLS FIRST,"session_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_signing_keys_current" ON "signing_keys" ("alg") WHERE retired_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_tokens_value_hash" ON "tokens" ("token_value_hash") WHERE status = 'ACTIVE';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_tokens_session" ON "tokens" ("session_id","token_type");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_tokens_parent" ON "tokens" ("parent_token_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_tokens_expires" ON "tokens" ("expires_at") WHERE status = 'ACTIVE';--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_tokens_session_type_active" ON "tokens" ("session_id","token_type") WHERE status = 'ACTIVE';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_tokens_spent_refresh" ON "tokens" ("token_value_hash") WHERE token_type = 'REFRESH' AND status <> 'ACTIVE';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_devices_guid" ON "trusted_devices" ("guid");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_devices_cupid_app" ON "trusted_devices" ("cupid","app_id") WHERE status = 'ACTIVE';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_devices_fingerprint_hash" ON "trusted_devices" ("device_fingerprint_hash");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_devices_trusted" ON "trusted_devices" ("trusted_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_devices_unique_per_user_app" ON "trusted_devices" ("cupid","app_id","device_fingerprint_hash") WHERE status = 'ACTIVE';