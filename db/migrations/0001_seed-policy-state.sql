-- The one row of policy_state. Every policy change locks it and moves it on.
INSERT INTO "policy_state" ("id", "version", "structure_version") VALUES (1, 0, 0) ON CONFLICT ("id") DO NOTHING;
