CREATE TABLE "caller_tokens" (
	"token_id" text PRIMARY KEY NOT NULL,
	"token_sha256" text NOT NULL,
	"caller_id" bigint NOT NULL,
	"environment" text NOT NULL,
	"key" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"expires_at" timestamp with time zone,
	"changed_in" bigint NOT NULL,
	"managed_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "caller_tokens_token_sha256_unique" UNIQUE("token_sha256")
);
--> statement-breakpoint
CREATE TABLE "callers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "callers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"project_id" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"managed_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "callers_user_project_key" UNIQUE("user_id","project_id")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text,
	"status" text DEFAULT 'active' NOT NULL,
	"managed_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "token_groups" (
	"token_id" text NOT NULL,
	"group_id" text NOT NULL,
	CONSTRAINT "token_groups_token_id_group_id_pk" PRIMARY KEY("token_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'person' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"managed_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_group_aliases" (
	"alias" text PRIMARY KEY NOT NULL,
	"group_id" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_groups" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text,
	"description" text,
	"discoverable" boolean DEFAULT false NOT NULL,
	"strategy" text NOT NULL,
	"retry_attempts" integer,
	"retry_attempt_timeout_ms" integer,
	"retry_total_timeout_ms" integer,
	"managed_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "targets" (
	"group_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"model_id" text NOT NULL,
	"position" integer NOT NULL,
	"weight" integer DEFAULT 1 NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	CONSTRAINT "targets_group_id_provider_id_model_id_pk" PRIMARY KEY("group_id","provider_id","model_id")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" text NOT NULL,
	"policy_version" bigint NOT NULL,
	"difference" jsonb
);
--> statement-breakpoint
CREATE TABLE "policy_state" (
	"id" integer PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"structure_version" bigint NOT NULL,
	"canary_sealed" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "prices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"provider_id" text NOT NULL,
	"model_id" text NOT NULL,
	"effective_from" timestamp with time zone NOT NULL,
	"input_usd_per_mtok" numeric(14, 6) NOT NULL,
	"cached_input_usd_per_mtok" numeric(14, 6),
	"output_usd_per_mtok" numeric(14, 6) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_models" (
	"provider_id" text NOT NULL,
	"id" text NOT NULL,
	"upstream_model" text NOT NULL,
	"capabilities" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"context_tokens" integer,
	"max_output_tokens" integer,
	"managed_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_models_provider_id_id_pk" PRIMARY KEY("provider_id","id")
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"id" text PRIMARY KEY NOT NULL,
	"dialect" text NOT NULL,
	"base_url" text NOT NULL,
	"api_key_sealed" text,
	"api_key_source" text,
	"first_byte_ms" integer,
	"idle_ms" integer,
	"total_ms" integer,
	"managed_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_records" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"token_id" text NOT NULL,
	"user_id" text NOT NULL,
	"project_id" text NOT NULL,
	"environment" text NOT NULL,
	"client" text,
	"endpoint" text NOT NULL,
	"stream" boolean NOT NULL,
	"model_asked" text,
	"group_id" text,
	"provider_id" text,
	"model_id" text,
	"status" integer NOT NULL,
	"outcome" text NOT NULL,
	"fault" text,
	"input_tokens" integer,
	"cached_input_tokens" integer,
	"output_tokens" integer,
	"reasoning_tokens" integer,
	"price_id" bigint,
	"cost_usd" numeric(20, 12),
	"latency_ms" numeric(14, 3) NOT NULL,
	"first_token_ms" numeric(14, 3),
	"attempts" integer NOT NULL,
	"reasons" jsonb NOT NULL,
	"tries" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "caller_tokens" ADD CONSTRAINT "caller_tokens_caller_id_callers_id_fk" FOREIGN KEY ("caller_id") REFERENCES "public"."callers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callers" ADD CONSTRAINT "callers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callers" ADD CONSTRAINT "callers_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token_groups" ADD CONSTRAINT "token_groups_token_id_caller_tokens_token_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."caller_tokens"("token_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token_groups" ADD CONSTRAINT "token_groups_group_id_model_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."model_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_group_aliases" ADD CONSTRAINT "model_group_aliases_group_id_model_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."model_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targets" ADD CONSTRAINT "targets_group_id_model_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."model_groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targets" ADD CONSTRAINT "targets_provider_id_model_id_provider_models_provider_id_id_fk" FOREIGN KEY ("provider_id","model_id") REFERENCES "public"."provider_models"("provider_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_provider_id_model_id_provider_models_provider_id_id_fk" FOREIGN KEY ("provider_id","model_id") REFERENCES "public"."provider_models"("provider_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_models" ADD CONSTRAINT "provider_models_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "caller_tokens_changed_in_idx" ON "caller_tokens" USING btree ("changed_in");--> statement-breakpoint
CREATE INDEX "caller_tokens_caller_idx" ON "caller_tokens" USING btree ("caller_id");--> statement-breakpoint
CREATE INDEX "audit_events_at_idx" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_events_object_idx" ON "audit_events" USING btree ("object_kind","object_id");--> statement-breakpoint
CREATE INDEX "prices_model_idx" ON "prices" USING btree ("provider_id","model_id","effective_from");--> statement-breakpoint
CREATE INDEX "usage_records_started_idx" ON "usage_records" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "usage_records_token_idx" ON "usage_records" USING btree ("token_id","started_at");--> statement-breakpoint
CREATE INDEX "usage_records_request_idx" ON "usage_records" USING btree ("request_id");--> statement-breakpoint
CREATE VIEW "public"."usage_attempts" AS (
  select usage_records.id as usage_id, (attempt.position - 1)::integer as position, attempt.provider_id, attempt.model_id,
    attempt.status, attempt.result, attempt.started_ms, attempt.duration_ms
  from usage_records,
    rows from (jsonb_to_recordset(usage_records.tries) as (
      provider_id text, model_id text, status integer, result text, started_ms double precision, duration_ms double precision
    )) with ordinality as attempt (provider_id, model_id, status, result, started_ms, duration_ms, position));