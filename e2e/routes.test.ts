import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { answerApi, apiRoutes, isApiPath } from '@/app/api-routes';
import { apiPaths, baseless } from '@/lib/gateway/api-paths';
import { root } from './_support/root';

/** The addresses of Next's files under app/v1, a dynamic segment written as the table writes it. */
function fileAddresses(): string[] {
  return fs
    .readdirSync(path.join(root, 'app', 'v1'), { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'route.ts')
    .map((file) => path.posix.join('/v1', path.dirname(file)).replace(/\[(\w+)\]/g, '{$1}'))
    .filter((address) => address !== '/v1' && !address.includes('[...'));
}

test('both doors serve the same addresses', () => {
  expect([...apiRoutes.keys()].sort()).toEqual(fileAddresses().sort());
  expect([...apiPaths].sort()).toEqual(fileAddresses().sort());
});

test('every route answers every method that Next has a name for', async () => {
  for (const [address, route] of apiRoutes)
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)
      expect([address, method, typeof route[method]]).toEqual([address, method, 'function']);
  expect(typeof answerApi).toBe('function');
});

test('the direct door takes what is the API’s and nothing of the pages', () => {
  for (const own of [
    '/v1',
    '/v1/',
    '/v1/x',
    '//v1/models',
    ...baseless.map((first) => `/${first}`),
    '/chat/completions',
  ])
    expect([own, isApiPath(own)]).toEqual([own, true]);
  for (const page of ['/', '/docs', '/v1x', '/check', '/healthz', '/readyz', '/version', '/_next/static/x', '/modelsx'])
    expect([page, isApiPath(page)]).toEqual([page, false]);
});
