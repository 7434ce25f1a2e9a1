import { expect, it } from 'vitest';
import { readSettings } from '../env';
import type { Runtime } from '../runtime/runtime';
import { offerTokens } from './offer-tokens';

const tokens = { good: 'rtr_good', expired: 'rtr_expired', empty: 'rtr_empty' };

/** As much of a runtime as is looked at. */
function runtimeOf(environment: Record<string, string> = {}, demo: unknown = { provider: 'mock', tokens, groups: [] }) {
  return { settings: readSettings(environment), demo } as Runtime;
}

function ask(headers: Record<string, string>, runtime: Runtime | null = runtimeOf()) {
  return offerTokens(new Request('http://localhost/api/demo/token', { method: 'POST', headers }), runtime);
}

const ours = { host: 'localhost:3000', origin: 'http://localhost:3000' };

it.each([
  ours,
  { ...ours, 'sec-fetch-site': 'same-origin' },
  { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' },
  { host: '[::1]:3000', origin: 'http://[::1]:3000' },
])("gives the demo's own page its tokens: %j", async (headers) => {
  const answer = ask(headers);
  expect(await answer.json()).toEqual(tokens);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

it.each([
  ['a page elsewhere', { ...ours, origin: 'https://evil.example' }],
  ['a page of another port', { ...ours, origin: 'http://localhost:8080' }],
  ['a page without an origin', { ...ours, origin: 'null' }],
  ['a page that a browser calls foreign', { ...ours, 'sec-fetch-site': 'same-site' }],
  ['a name that a stranger has led here', { host: 'evil.example:3000', origin: 'http://evil.example:3000' }],
  ['nobody who says where they come from', { host: 'localhost:3000' }],
])('gives %s nothing', async (_who, headers) => {
  const answer = ask(headers);
  expect([answer.status, (await answer.json()).error.code]).toEqual([404, 'not-found']);
});

it.each([
  ['is no demo', runtimeOf({}, null)],
  ['has not started', null],
  ['was let out', runtimeOf({ HOST: '0.0.0.0', ROUTER_DEMO: 'anywhere' })],
])('gives nothing where the server %s', (_state, runtime) => {
  expect(ask(ours, runtime).status).toBe(404);
});
