ALTER TABLE "caller_tokens" ADD COLUMN "limits" jsonb;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "limits" jsonb;--> statement-breakpoint
ALTER TABLE "model_groups" ADD COLUMN "limits" jsonb;