import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installRuntime, type TestRuntime } from '../gateway/__fixtures__/runtime';
import { AdminRefusal } from './admin-refusal';
import { CreateTokenRequest } from './contract';
import { type AdminVerb, adminEndpoint } from './door';
import { parse, readBody } from './read-asked';

const adminToken = 'the admin token, of thirty-two characters or more'.replaceAll(' ', '-');
let test: TestRuntime;
beforeAll(async () => {
  test = await installRuntime();
});
afterAll(() => test.runtime.stop());

async function ask(verb: AdminVerb, init: RequestInit = {}, open = true) {
  test.runtime.adminTokenSha256 = open ? hash('sha256', adminToken, 'hex') : null;
  const headers = { authorization: `Bearer ${adminToken}`, ...init.headers };
  const request = new Request('http://router.example/api/admin/x', { ...init, headers });
  const method = (init.method ?? 'GET') as 'GET' | 'POST';
  const response = await adminEndpoint({ [method]: verb })[method](request, { params: Promise.resolve(undefined) });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('the door of the admin API', () => {
  it('is closed to every token where there is no admin token', async () => {
    const { status, headers } = await ask(() => ({ body: {} }), {}, false);
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('tells a refusal as it is, with its problems', async () => {
    const problems = [{ line: 1, column: 2, path: 'groups', message: 'wrong' }];
    const { status, body } = await ask(() => {
      throw new AdminRefusal('conflict', 'in the way', problems);
    });
    expect([status, JSON.parse(body).error]).toEqual([
      409,
      { code: 'conflict', message: 'in the way', problems, request_id: expect.stringMatching(/^req_/) },
    ]);
  });

  it('tells nothing of what nobody expected', async () => {
    const { status, body } = await ask(() => {
      throw new Error('a detail');
    });
    expect([status, JSON.parse(body).error.code, body.includes('detail')]).toEqual([500, 'internal', false]);
  });

  it('says when it is the store that is away', async () => {
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
    const { status, body } = await ask(() => {
      throw new Error('Failed query: select 1', { cause: lost });
    });
    expect([status, JSON.parse(body).error.code]).toEqual([503, 'unavailable']);
  });

  it('stops reading a body of untold length when it is too large', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    const { status } = await ask(async (asked) => ({ body: await readBody(asked, CreateTokenRequest) }), init);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(10);
  });

  it('refuses a body that is no text', async () => {
    const init = { method: 'POST', body: new Uint8Array([0xff, 0xfe]) };
    expect((await ask(async (asked) => ({ body: await readBody(asked, CreateTokenRequest) }), init)).status).toBe(400);
  });
});

it('what a schema does not take is told by its field, without the value', () => {
  const wrong = { user: 'A Secret', project: 'demo', allow: ['x'], extra: 1 };
  expect(() => parse(CreateTokenRequest, wrong)).toThrow(/^user: expected lower-case[\s\S]*extra/);
  expect(() => parse(CreateTokenRequest, wrong)).not.toThrow('A Secret');
});
