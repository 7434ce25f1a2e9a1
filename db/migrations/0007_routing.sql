CREATE TABLE "policies" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text,
	"published" integer,
	"deadline_ms" integer,
	"on_error" text DEFAULT 'fallback' NOT NULL,
	"fallback" text DEFAULT 'weighted' NOT NULL,
	"managed_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"policy_id" text NOT NULL,
	"number" integer NOT NULL,
	"source" text NOT NULL,
	"code" text NOT NULL,
	"lines" jsonb NOT NULL,
	"digest" text NOT NULL,
	"has_validate" boolean NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "policy_versions_policy_id_number_pk" PRIMARY KEY("policy_id","number")
);
--> statement-breakpoint
ALTER TABLE "caller_tokens" ADD COLUMN "tier" integer;--> statement-breakpoint
ALTER TABLE "model_groups" ADD COLUMN "affinity" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "model_groups" ADD COLUMN "policy_id" text;--> statement-breakpoint
ALTER TABLE "model_groups" ADD COLUMN "policy_reads_text" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "model_groups" ADD COLUMN "validation" jsonb;--> statement-breakpoint
ALTER TABLE "model_groups" ADD COLUMN "ceiling_usd" numeric(14, 6);--> statement-breakpoint
ALTER TABLE "provider_models" ADD COLUMN "tier" integer;--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "concurrency" integer;--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "queue_requests" integer;--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "queue_wait_ms" integer;--> statement-breakpoint
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "policy_versions_at_idx" ON "policy_versions" USING btree ("policy_id","at");--> statement-breakpoint
ALTER TABLE "model_groups" ADD CONSTRAINT "model_groups_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;