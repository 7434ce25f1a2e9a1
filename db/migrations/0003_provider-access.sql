ALTER TABLE "providers" ADD COLUMN "auth" text;--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "headers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "quirks" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "providers" ADD COLUMN "betas" jsonb;