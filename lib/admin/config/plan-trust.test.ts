import { expect, it } from 'vitest';
import type { DeclaredProvider } from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import { explainGuarded, withTrust } from './plan-trust';

function provider(baseUrl: string, managedBy: Manager | null = null): DeclaredProvider {
  const timeouts = { firstByteMs: null, idleMs: null, totalMs: null };
  return { id: 'one', dialect: 'openai-chat', baseUrl, managedBy, apiKey: null, timeouts, models: [] };
}

const before = (baseUrl: string, isTrusted: boolean, managedBy: Manager = 'file') => ({
  providers: new Map([['one', { ...provider(baseUrl), isTrusted, managedBy }]]),
});
const nothing = { providers: new Map() };
const here = 'http://10.0.0.5/v1';

it.each([
  ['a file’s own, as the server applies it', provider(here), nothing, 'file', true, true],
  ['the demo’s', provider(here), nothing, 'demo', true, true],
  ['a file that an administrator applies', provider(here), nothing, 'file', false, false],
  ['one typed into the console', provider(here), nothing, 'console', false, false],
  [
    'one of the console’s in the server’s file, as an export writes it',
    provider(here, 'console'),
    nothing,
    'file',
    true,
    false,
  ],
  ['what was trusted and stays', provider(`${here}/x`), before(here, true), 'file', false, true],
  ['what was trusted and moves', provider('http://10.0.0.6/v1'), before(here, true), 'file', false, false],
  [
    'what was the file’s and is the console’s now, and stays',
    provider(here),
    before(here, true, 'console'),
    'console',
    false,
    true,
  ],
  [
    'what was typed, and then is in the server’s file',
    provider(here),
    before(here, false, 'console'),
    'file',
    true,
    true,
  ],
] as const)('trusts %s: no or yes', (_what, declared, present, manager, trusts, isTrusted) => {
  expect(withTrust(declared, present, { manager, trusts }).isTrusted).toBe(isTrusted);
});

it('tells whoever applies a file that is not the server’s own, once', () => {
  const guarded = { ...provider(here), isTrusted: false };
  expect(explainGuarded([guarded], nothing, { manager: 'file' })).toEqual([expect.stringContaining('"one"')]);
  expect(explainGuarded([guarded], before(here, false), { manager: 'file' })).toEqual([]);
  expect(explainGuarded([guarded], nothing, { manager: 'console' })).toEqual([]);
});
