import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../runtime/runtime';
import { group, secret, snapshot, target } from './__fixtures__/policy';
import { installRuntime, type TestRuntime } from './__fixtures__/runtime';
import { handleRequestList } from './handle-requests';
import { handleUsage } from './handle-usage';

let router: TestRuntime;
beforeAll(async () => {
  router = await installRuntime();
  router.serve(snapshot([group('general', [target('up/one')])]));
});
afterAll(() => router.runtime.stop());

const ask = (path: string) =>
  new Request(`http://router.example${path}`, { headers: { authorization: `Bearer ${secret}` } });

describe('a question to a store that is away', () => {
  it.each([
    ['/v1/usage', handleUsage],
    ['/v1/requests', handleRequestList],
  ])('is told so, to be asked again, and holds no place: %s', async (path, handle) => {
    const refused = Object.assign(new Error('connect ECONNREFUSED postgres://router:secret@db'), {
      code: 'ECONNREFUSED',
    });
    router.runtime.store = {
      db: {
        select: () => {
          throw refused;
        },
      },
    } as unknown as Runtime['store'];
    const response = await handle(ask(path));
    expect(response.status).toBe(503);
    expect(response.headers.get('x-router-error')).toBe('store-unavailable');
    expect(response.headers.get('x-should-retry')).toBe('true');
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toContain('ECONNREFUSED');
    expect(router.runtime.inFlight.requests).toBe(0);
  });
});
