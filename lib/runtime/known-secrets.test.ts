import { expect, test } from 'vitest';
import { readSettings } from '../env';
import { group, snapshot, target } from '../gateway/__fixtures__/policy';
import { createKnownSecrets } from './known-secrets';

const secret = 'a-secret-of-thirty-two-characters';
const settings = readSettings({
  DATABASE_URL: 'postgres://router:of-the-database@db.invalid/router',
  ROUTER_SECRET: secret,
  ROUTER_ADMIN_TOKEN: 'an-admin-token-of-thirty-two-characters',
});

test('the log knows the server’s own secrets, and each provider’s key as soon as the policy has it', () => {
  const known = createKnownSecrets(settings);
  expect(known.list()).toEqual([secret, 'an-admin-token-of-thirty-two-characters', 'of-the-database']);
  let policy = snapshot([group('general', [target('up/small', { provider: { apiKey: 'key "one"' } })])]);
  known.follow({ current: () => policy });
  expect(known.list()).toContain('key \\"one\\"');
  policy = snapshot([group('general', [target('up/small', { provider: { apiKey: 'key-two' } })])]);
  expect(known.list()).toContain('key-two');
  expect(known.list()).not.toContain('key \\"one\\"');
});
