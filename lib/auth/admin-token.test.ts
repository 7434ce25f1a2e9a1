import { hash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { resolveAdminToken, showsAdminToken } from './admin-token';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'router-admin-'));
afterAll(() => fs.rmSync(root, { recursive: true }));

const embedded = (name: string) => ({ adminToken: null, databaseUrl: null, dataDir: path.join(root, name) });
const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` });

it('is made once with the embedded store, for nobody else to read', () => {
  const sha256 = resolveAdminToken(embedded('fresh'));
  const file = path.join(root, 'fresh', 'admin-token');
  const token = fs.readFileSync(file, 'utf8').trim();
  expect(token).toMatch(/^rtradmin_[\w-]{43}$/);
  expect(sha256).toBe(hash('sha256', token, 'hex'));
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(resolveAdminToken(embedded('fresh'))).toBe(sha256);
  expect(showsAdminToken(bearer(token), sha256)).toBe(true);
});

it('is ROUTER_ADMIN_TOKEN where that is given, and then no file is made', () => {
  const adminToken = 'given in the environment, long enough';
  expect(resolveAdminToken({ ...embedded('given'), adminToken })).toBe(hash('sha256', adminToken, 'hex'));
  expect(fs.existsSync(path.join(root, 'given'))).toBe(false);
});

it('is none with PostgreSQL unless it is given', () => {
  expect(resolveAdminToken({ ...embedded('none'), databaseUrl: 'postgres://somewhere/router' })).toBe(null);
});

it('is not made anew over a damaged file', () => {
  fs.mkdirSync(path.join(root, 'damaged'));
  fs.writeFileSync(path.join(root, 'damaged', 'admin-token'), 'x');
  expect(() => resolveAdminToken(embedded('damaged'))).toThrow('holds no token');
});

it.each([
  ['none at all', new Headers()],
  ['another', bearer('another')],
  ['one in a cookie', new Headers({ cookie: 'token=right' })],
  ['one as an API key', new Headers({ 'x-api-key': 'right' })],
  ['another scheme', new Headers({ authorization: 'Basic right' })],
])('is not shown by %s', (_what, headers) => {
  expect(showsAdminToken(headers, hash('sha256', 'right', 'hex'))).toBe(false);
  expect(showsAdminToken(headers, null)).toBe(false);
});
