import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findAdminToken } from './find-admin-token';
import { findServer } from './find-server';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'smart-router-cli-'));
  mkdirSync(path.join(home, '.data'));
});
afterEach(() => rmSync(home, { recursive: true }));

const find = (url: string, environment: Record<string, string> = {}, insecure = false) =>
  findAdminToken(findServer({ url }, environment), { insecure }, { environment, home });
const leaveFile = (text: string) => writeFileSync(path.join(home, '.data', 'admin-token'), text);
const refusal = (code: string) => expect.objectContaining({ exit: 'unauthorized', code });

it('is ROUTER_ADMIN_TOKEN, else the file that the server on this machine made', () => {
  leaveFile('from-the-file\r\n');
  expect(find('http://127.0.0.1:3000', { ROUTER_ADMIN_TOKEN: ' "from-the-environment" ' })).toBe(
    'from-the-environment',
  );
  expect(find('http://127.0.0.1:3000')).toBe('from-the-file');
});

it('is found in ROUTER_DATA_DIR, which counts from where the server runs', () => {
  mkdirSync(path.join(home, 'elsewhere'));
  writeFileSync(path.join(home, 'elsewhere', 'admin-token'), 'other');
  expect(find('http://localhost:3000', { ROUTER_DATA_DIR: 'elsewhere' })).toBe('other');
  expect(find('http://localhost:3000', { ROUTER_DATA_DIR: path.join(home, 'elsewhere') })).toBe('other');
});

it('of this machine is sent to no other one', () => {
  leaveFile('of-this-machine');
  expect(() => find('https://llm.example.com')).toThrow(refusal('no-admin-token'));
  expect(find('https://llm.example.com', { ROUTER_ADMIN_TOKEN: 'given' })).toBe('given');
});

it('is not sent over plain http to another machine, unless that is asked for', () => {
  const environment = { ROUTER_ADMIN_TOKEN: 'given' };
  expect(() => find('http://llm.example.com', environment)).toThrow(refusal('insecure'));
  expect(find('http://llm.example.com', environment, true)).toBe('given');
  expect(find('http://[::1]:3000', environment)).toBe('given');
});

it('that is nowhere, empty or damaged is told without being shown', () => {
  expect(() => find('http://127.0.0.1:3000')).toThrow(refusal('no-admin-token'));
  leaveFile('\n');
  expect(() => find('http://127.0.0.1:3000')).toThrow(/is empty/);
  leaveFile('half a token');
  expect(() => find('http://127.0.0.1:3000')).toThrow(/has a character in it/);
  expect(() => find('http://127.0.0.1:3000')).not.toThrow(/half a token/);
});
