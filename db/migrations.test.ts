import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';
import * as schema from './schema';

type Kit = typeof import('drizzle-kit/api');

it('the migrations say what the schema says (otherwise: npm run db:generate)', async () => {
  const kit: Kit = createRequire(import.meta.url)('drizzle-kit/api');
  const folder = path.join(import.meta.dirname, 'migrations', 'meta');
  const newest = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1);
  const migrated = JSON.parse(fs.readFileSync(path.join(folder, newest ?? ''), 'utf8'));
  expect(await kit.generateMigration(migrated, kit.generateDrizzleJson(schema))).toEqual([]);
});
