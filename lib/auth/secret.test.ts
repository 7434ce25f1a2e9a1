import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEvents, providers } from '../../db/schema';
import { openTestStore, type TestStore } from '../../db/testing/store';
import { createSealer } from './seal';
import { checkCanary, resolveSecret } from './secret';

let root: string;
let store: TestStore;
beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'router-secret-'));
  store = await openTestStore();
});
afterAll(async () => {
  await store.close();
  fs.rmSync(root, { recursive: true });
});

describe('the secret', () => {
  const embedded = (name: string) => ({ secret: null, databaseUrl: null, dataDir: path.join(root, name) });

  it('is made once with the embedded store, for nobody else to read', () => {
    const settings = embedded('fresh');
    const secret = resolveSecret(settings);
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(resolveSecret(settings)).toBe(secret);
    expect(fs.statSync(path.join(settings.dataDir, 'secret')).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(settings.dataDir)).toEqual(['secret']);
    expect(resolveSecret(embedded('other'))).not.toBe(secret);
  });

  it('is ROUTER_SECRET where that is given, and then no file is made', () => {
    const settings = { ...embedded('given'), secret: 'given in the environment, long enough' };
    expect(resolveSecret(settings)).toBe(settings.secret);
    expect(fs.existsSync(settings.dataDir)).toBe(false);
  });

  it('is required with PostgreSQL', () => {
    const settings = { ...embedded('none'), databaseUrl: 'postgres://somewhere/router' };
    expect(() => resolveSecret(settings)).toThrow('ROUTER_SECRET is required');
  });

  it('is not made anew over a damaged file', () => {
    const settings = embedded('damaged');
    fs.mkdirSync(settings.dataDir);
    fs.writeFileSync(path.join(settings.dataDir, 'secret'), '');
    expect(() => resolveSecret(settings)).toThrow('holds no secret');
  });
});

describe('the canary', () => {
  it('is left by the first start, of many at once, and refuses any other secret', async () => {
    const sealer = createSealer('the secret of the first start, so it is');
    await Promise.all([1, 2, 3].map(() => checkCanary(store.db, sealer)));
    await checkCanary(store.db, createSealer('the secret of the first start, so it is'));
    await expect(checkCanary(store.db, createSealer('some other secret, as long as the first'))).rejects.toThrow(
      'ROUTER_SECRET is not the secret this store was sealed with',
    );
  });
});

describe('a changed secret', () => {
  const before = createSealer('the secret of the first start, so it is');
  const after = createSealer('the secret of a later start, as long as it');
  const row = (id: string, apiKeySealed: string | null) => {
    return {
      id,
      dialect: 'openai-chat' as const,
      baseUrl: 'https://a.example',
      managedBy: 'console' as const,
      apiKeySealed,
    };
  };

  it('seals anew what the one before sealed, in one transaction, and is then the secret', async () => {
    const sealed = before.seal('provider-api-key', 'one', 'sk-one');
    await store.db.insert(providers).values([row('one', sealed), row('none', null), row('torn', 'v1.a.b')]);
    expect(await checkCanary(store.db, after, before)).toEqual({ resealed: 1, unread: ['torn'] });
    const rows = await store.db.select().from(providers).orderBy(providers.id);
    expect(rows.map(({ apiKeySealed }) => apiKeySealed)).toEqual([null, expect.not.stringContaining(sealed), 'v1.a.b']);
    expect(after.open('provider-api-key', 'one', rows[1]?.apiKeySealed ?? '')).toBe('sk-one');
    expect(await checkCanary(store.db, after, before)).toBeNull();
    await expect(checkCanary(store.db, before)).rejects.toThrow('ROUTER_SECRET_PREVIOUS');
    const audit = await store.db.select().from(auditEvents);
    expect(audit).toMatchObject([{ actor: 'server', objectKind: 'secret', objectId: 'ROUTER_SECRET' }]);
    expect(JSON.stringify(audit)).not.toMatch(/sk-one|first start/);
  });

  it('needs the right one before it', async () => {
    const wrong = createSealer('a secret that never was one of this store');
    await expect(checkCanary(store.db, createSealer('a third secret, which is as long as it'), wrong)).rejects.toThrow(
      'ROUTER_SECRET is not the secret this store was sealed with',
    );
  });
});
