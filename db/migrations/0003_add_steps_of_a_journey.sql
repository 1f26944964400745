-- What the steps of a journey need beyond the transaction itself: challenges, documents and their acceptances, policies,
-- and the demo's outbox.

CREATE TABLE IF NOT EXISTS "demo_messages" (
	"message_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"transaction_id" uuid NOT NULL,
	"context_id" uuid NOT NULL,
	"cupid" varchar(50) NOT NULL,
	"channel" varchar(10) NOT NULL,
	"destination" varchar(20),
	"body" text NOT NULL,
	"code" varchar(10),
	"attempt" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "check_message_channel" CHECK ("demo_messages"."channel" IN ('sms', 'voice', 'push'))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "esign_acceptances" (
	"acceptance_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"document_id" varchar(100) NOT NULL,
	"version" integer NOT NULL,
	"content_hash" varchar(64) NOT NULL,
	"cupid" varchar(50) NOT NULL,
	"guid" varchar(50) NOT NULL,
	"app_id" varchar(50) NOT NULL,
	"context_id" uuid NOT NULL,
	"transaction_id" uuid NOT NULL,
	"ip_address" "inet" NOT NULL,
	"user_agent" text,
	"device_fingerprint" text,
	"claimed_ip" "inet",
	"claimed_at" timestamp with time zone,
	"accepted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "esign_documents" (
	"document_id" varchar(100) NOT NULL,
	"version" integer NOT NULL,
	"title" varchar(200) NOT NULL,
	"content" text NOT NULL,
	"content_hash" varchar(64) NOT NULL,
	"mandatory" boolean DEFAULT true NOT NULL,
	"asked_of_everyone" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "esign_documents_document_id_version_pk" PRIMARY KEY("document_id","version"),
	CONSTRAINT "check_document_version" CHECK ("esign_documents"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "otp_challenges" (
	"transaction_id" uuid PRIMARY KEY NOT NULL,
	"cupid" varchar(50) NOT NULL,
	"channel" varchar(10) NOT NULL,
	"code_hash" varchar(64),
	"destination_hash" varchar(64),
	"destination_prefix" varchar(12),
	"delivery_status" varchar(20) DEFAULT 'QUEUED' NOT NULL,
	"delivery_attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "check_challenge_channel" CHECK ("otp_challenges"."channel" IN ('sms', 'voice', 'push')),
	CONSTRAINT "check_challenge_code" CHECK (("otp_challenges"."channel" = 'push') = ("otp_challenges"."code_hash" IS NULL)),
	CONSTRAINT "check_challenge_delivery" CHECK ("otp_challenges"."delivery_status" IN ('QUEUED', 'SENT', 'FAILED')),
	CONSTRAINT "check_challenge_delivered" CHECK (("otp_challenges"."delivery_status" = 'SENT') = ("otp_challenges"."delivered_at" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS "policies" (
	"name" varchar(50) NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"author" varchar(100) NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policies_name_version_pk" PRIMARY KEY("name","version"),
	CONSTRAINT "check_policy_version" CHECK ("policies"."version" > 0)
);
--> statement-breakpoint
ALTER TABLE "auth_contexts" ADD COLUMN IF NOT EXISTS "step_up_action" jsonb;--> statement-breakpoint
ALTER TABLE "auth_transactions" ADD COLUMN IF NOT EXISTS "esign_version" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN IF NOT EXISTS "flagged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN IF NOT EXISTS "flag_reason" varchar(100);--> statement-breakpoint
ALTER TABLE "esign_acceptances" DROP CONSTRAINT IF EXISTS "esign_acceptances_document_fk";--> statement-breakpoint
ALTER TABLE "esign_acceptances" ADD CONSTRAINT "esign_acceptances_document_fk" FOREIGN KEY ("document_id","version") REFERENCES "public"."esign_documents"("document_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "otp_challenges" DROP CONSTRAINT IF EXISTS "otp_challenges_transaction_id_fk";--> statement-breakpoint
ALTER TABLE "otp_challenges" ADD CONSTRAINT "otp_challenges_transaction_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."auth_transactions"("transaction_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_demo_messages_cupid" ON "demo_messages" USING btree ("cupid","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_demo_messages_transaction" ON "demo_messages" USING btree ("transaction_id");--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "idx_esign_acceptances_once" ON "esign_acceptances" USING btree ("cupid","document_id","version");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_esign_acceptances_document" ON "esign_acceptances" USING btree ("document_id","version");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_otp_challenges_cupid" ON "otp_challenges" USING btree ("cupid","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_otp_challenges_destination" ON "otp_challenges" USING btree ("destination_hash","created_at" DESC NULLS FIRST) WHERE "otp_challenges"."destination_hash" IS NOT NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "idx_otp_challenges_prefix" ON "otp_challenges" USING btree ("destination_prefix","created_at" DESC NULLS FIRST) WHERE "otp_challenges"."destination_prefix" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_contexts" DROP CONSTRAINT IF EXISTS "check_step_up_action";--> statement-breakpoint
ALTER TABLE "auth_contexts" ADD CONSTRAINT "check_step_up_action" CHECK ("auth_contexts"."step_up_action" IS NULL OR "auth_contexts"."auth_type" = 'STEP_UP');--> statement-breakpoint
ALTER TABLE "sessions" DROP CONSTRAINT IF EXISTS "check_session_flag";--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "check_session_flag" CHECK (("sessions"."flagged_at" IS NULL) = ("sessions"."flag_reason" IS NULL));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON otp_challenges, demo_messages TO gatewarden_app;
--> statement-breakpoint
-- A version, once published, and the evidence that somebody accepted it do not change.
GRANT SELECT, INSERT ON esign_documents, esign_acceptances, policies TO gatewarden_app;
--> statement-breakpoint
-- The queue belongs to the owner. The application may add the jobs named here, in the transaction of what they follow.
-- add_job announces each job by NOTIFY, which makes every commit that does it wait for the one before. A challenge is
-- worth that; a report, which comes with each sign-in and waits for minutes, is found by the worker's look every 2 s.
CREATE OR REPLACE FUNCTION enqueue_job(task text, payload jsonb, job_key text DEFAULT NULL, run_at timestamptz DEFAULT now(),
                                       max_attempts int DEFAULT 8)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  CASE enqueue_job.task
  WHEN 'deliver_challenge' THEN
    PERFORM graphile_worker.add_job(enqueue_job.task, enqueue_job.payload::json, run_at => enqueue_job.run_at,
                                    max_attempts => enqueue_job.max_attempts, job_key => enqueue_job.job_key);
  WHEN 'report_outcome' THEN
    IF NOT EXISTS (SELECT FROM graphile_worker._private_tasks WHERE identifier = enqueue_job.task) THEN
      INSERT INTO graphile_worker._private_tasks (identifier) VALUES (enqueue_job.task) ON CONFLICT DO NOTHING;
    END IF;
    -- As add_job does: one that runs already keeps running, without its key and for the last time.
    UPDATE graphile_worker._private_jobs SET key = NULL, attempts = max_attempts, updated_at = now()
    WHERE key = enqueue_job.job_key AND is_available IS NOT TRUE;
    INSERT INTO graphile_worker._private_jobs AS j (task_id, payload, run_at, max_attempts, key)
    SELECT t.id, enqueue_job.payload::json, enqueue_job.run_at, enqueue_job.max_attempts, enqueue_job.job_key
    FROM graphile_worker._private_tasks t WHERE t.identifier = enqueue_job.task
    ON CONFLICT (key) DO UPDATE
    SET payload = excluded.payload, run_at = excluded.run_at, max_attempts = excluded.max_attempts,
        revision = j.revision + 1, attempts = 0, last_error = NULL, updated_at = now()
    WHERE j.locked_at IS NULL;
  ELSE
    RAISE EXCEPTION 'no such job: %', enqueue_job.task;
  END CASE;
END $$;
--> statement-breakpoint
-- Brings a waiting job forward to now; nothing happens where there is none.
CREATE OR REPLACE FUNCTION hurry_job(job_key text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT graphile_worker.reschedule_jobs(ARRAY(SELECT id FROM graphile_worker.jobs WHERE key = job_key), now());
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION enqueue_job(text, jsonb, text, timestamptz, int), hurry_job(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue_job(text, jsonb, text, timestamptz, int), hurry_job(text) TO gatewarden_app;
