ALTER TABLE "providers" ADD COLUMN "address_trusted" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "providers" SET "address_trusted" = "managed_by" <> 'console';
