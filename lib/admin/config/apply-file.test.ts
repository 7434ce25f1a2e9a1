// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { auditEvents, callerTokens, modelGroups } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { createSealer } from '../../auth/seal';
import { applyFile } from './apply-file';

const sealer = createSealer('a secret of thirty-two characters');
let store: TestStore;
let folder: string;
beforeAll(async () => {
  store = await openTestStore();
  folder = await mkdtemp(path.join(tmpdir(), 'router-config-'));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => emptyStore(store));

async function apply(text: string) {
  const configPath = path.join(folder, 'router.yaml');
  await writeFile(configPath, text);
  return applyFile({ store, sealer, org: 'metrum', configPath, environment: { A: `rtr_${'a'.repeat(40)}` } });
}

const caller = (allow: string) =>
  `version: 1\ncallers:\n  - { user: a, project: b, tokens: [{ key: k1, allow: [${allow}], token: \${A} }] }\n`;

it('lets a token of the file use a group of the console', async () => {
  await store.db.insert(modelGroups).values({ id: 'theirs', strategy: 'weighted', managedBy: 'console' });
  expect(await apply(caller('theirs'))).toMatchObject({ version: 1 });
});

it('tells every mistake with its place, those that only the store shows as well, and changes nothing', async () => {
  await store.db.insert(modelGroups).values({ id: 'theirs', strategy: 'weighted', managedBy: 'console' });
  await expect(apply(`${caller('thiers')}zebra: 1\n`)).rejects.toThrow(
    [
      `${path.join(folder, 'router.yaml')}:3:56 callers[0].tokens[0].allow[0]: no group "thiers"; did you mean "theirs"?`,
      `${path.join(folder, 'router.yaml')}:4:1 zebra: unknown key; expected one of version, providers, policies, groups, projects, callers`,
    ].join('\n'),
  );
});

it('names the file from the working folder where that is shorter, and by its last name in the audit', async () => {
  const inner = await mkdtemp(path.join(process.cwd(), 'node_modules', '.router-config-'));
  const configPath = path.join(inner, 'router.yaml');
  const options = { store, sealer, org: 'metrum', configPath, environment: { A: `rtr_${'a'.repeat(40)}` } };
  try {
    await writeFile(configPath, 'version: 2\n');
    const shown = path.join('node_modules', path.basename(inner), 'router.yaml');
    await expect(applyFile(options)).rejects.toThrow(new RegExp(`^${shown}:1:10 version: expected 1`));
    await writeFile(configPath, caller(''));
    await applyFile(options);
    const actors = await store.db.selectDistinct({ actor: auditEvents.actor }).from(auditEvents);
    expect(actors).toEqual([{ actor: 'file:router.yaml' }]);
    // Known only once the store is asked for the holder of the secret.
    await store.db.update(callerTokens).set({ managedBy: 'console' });
    await writeFile(configPath, caller('').replace('k1', 'k2'));
    await expect(applyFile(options)).rejects.toThrow(`${shown}:3:66 callers[0].tokens[0].token: this very token`);
  } finally {
    await rm(inner, { recursive: true });
  }
});

it('refuses a file that is not UTF-8, with its place', async () => {
  const configPath = path.join(folder, 'latin.yaml');
  await writeFile(configPath, Buffer.from('version: 1\nprojects: [{ id: z, title: Zo\xeb }]\n', 'latin1'));
  const applied = applyFile({ store, sealer, org: 'metrum', configPath, environment: {} });
  await expect(applied).rejects.toThrow(
    `${configPath}:2:30 the file is not UTF-8 from here on; save it in that encoding`,
  );
});

it('says when there is no such file', async () => {
  const configPath = path.join(folder, 'nowhere.yaml');
  const applied = applyFile({ store, sealer, org: 'metrum', configPath, environment: {} });
  await expect(applied).rejects.toThrow(`${configPath} cannot be read: there is no such file`);
});
