import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { installRuntime, type TestRuntime } from '../gateway/__fixtures__/runtime';
import { AdminRefusal, refusalAt } from './admin-refusal';
import { CreateTokenRequest } from './contract';
import { answerAdmin } from './door';
import { findVerb } from './find-verb';
import { AddModels } from './providers/input';
import { parse } from './read-asked';
import { defineVerb } from './verb';

const adminToken = 'the admin token, of thirty-two characters or more'.replaceAll(' ', '-');
let test: TestRuntime;
beforeAll(async () => {
  test = await installRuntime();
});
afterAll(() => test.runtime.stop());

async function ask(run: () => unknown, init: RequestInit = {}, open = true, path = '/x') {
  test.runtime.adminTokenSha256 = open ? hash('sha256', adminToken, 'hex') : null;
  const headers = { authorization: `Bearer ${adminToken}`, ...init.headers };
  const request = new Request(`http://router.example/api/admin${path}`, { ...init, headers });
  const verbs = (['GET', 'POST'] as const).map((method) => {
    const input = z.looseObject({});
    return ['x', defineVerb({ action: 'overview:read', method, path: '/x/{id}', summary: '', input, run })] as const;
  });
  const plain = verbs.map(([name, verb]) => [name, { ...verb, path: '/x' }] as const);
  const response = await answerAdmin(request, (asked) => findVerb(asked, [...verbs, ...plain]));
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('the door of the admin API', () => {
  it('is closed to every token where there is no admin token', async () => {
    const { status, headers } = await ask(() => ({}), {}, false);
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
    const { status } = await ask(() => ({}), init);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(10);
  });

  it('asks again who it is once the body has come: a token may have been revoked meanwhile', async () => {
    let wasRun = false;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          test.runtime.adminTokenSha256 = null;
          controller.enqueue(new TextEncoder().encode('{}'));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const run = () => {
      wasRun = true;
    };
    const { status } = await ask(run, { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect([status, wasRun]).toEqual([401, false]);
  });

  it('says of a NUL character where it is, and that nothing can hold it', async () => {
    const { status, body } = await ask(() => ({}), { method: 'POST', body: '{"a":[{"b":"x\\u0000y"}]}' });
    expect([status, JSON.parse(body).error.message]).toEqual([
      400,
      'a.0.b: a text has a NUL character in it, which nothing here can hold',
    ]);
    const named = await ask(() => ({}), { method: 'POST', body: '{"a":{"x\\u0000":1}}' });
    expect(JSON.parse(named.body).error.message).toMatch(/^a: a field’s name has a NUL/);
    expect((await ask(() => ({}), {}, true, '/x?text=%00')).status).toBe(400);
  });

  it('refuses a body that is no text', async () => {
    const init = { method: 'POST', body: new Uint8Array([0xff, 0xfe]) };
    expect((await ask(() => ({}), init)).status).toBe(400);
  });

  it('takes the parts of an address as fields, which a body or a query may not say again', async () => {
    const twice = await ask(() => ({}), { method: 'POST', body: '{"id":"b"}' }, true, '/x/a');
    expect([twice.status, JSON.parse(twice.body).error.message]).toEqual([400, 'id: it is in the address already']);
    expect((await ask(() => ({}), { method: 'POST', body: '[]' }, true, '/x/a')).status).toBe(400);
    expect((await ask(() => ({}), {}, true, '/x/a?id=b')).status).toBe(400);
    expect((await ask(() => ({}), {}, true, '/x/a%20b')).status).toBe(200);
  });

  it('says what an address takes', async () => {
    const { status, headers } = await ask(() => ({}), { method: 'DELETE' });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect((await ask(() => ({}), {}, true, '/nothing/such/as/this')).status).toBe(404);
  });
});

it('what a schema does not take is told by its field, without the value', () => {
  const wrong = { user: 'A Secret', project: 'demo', allow: ['x'], extra: 1 };
  expect(() => parse(CreateTokenRequest, wrong)).toThrow(/^user: expected lower-case[\s\S]*extra/);
  expect(() => parse(CreateTokenRequest, wrong)).not.toThrow('A Secret');
});

it('every mistake of an input is told at once, with its place, and in words that say what was expected', () => {
  const price = { input: Number.NaN, output: '1,5', cached_input: -1 };
  const model = { id: 'no such name', context_tokens: Number.POSITIVE_INFINITY, price, tier: 12, capabilities: [] };
  const { fields, message } = refusalOf(() =>
    parse(AddModels, { provider_id: 'p', models: [model, {}], dry_run: 'x' }),
  );
  expect(Object.fromEntries(fields.map((field) => [field.path, field.message]))).toEqual({
    'models[0].id': expect.stringContaining('expected letters, digits'),
    'models[0].capabilities': 'expected an object of fields',
    'models[0].context_tokens': 'expected a whole number from 1 to 1000000000',
    'models[0].price.input': expect.stringContaining('such as 0.25'),
    'models[0].price.cached_input': expect.stringContaining('such as 0.25'),
    'models[0].price.output': expect.stringContaining('such as 0.25'),
    'models[0].tier': 'expected a whole number from 0 to 9',
    'models[1].id': 'it is missing; expected text',
    dry_run: 'expected true or false',
  });
  expect(message).toContain('models.0.tier: expected a whole number from 0 to 9');
  expect(message).not.toMatch(/NaN|invalid input|received/i);
});

it('a refusal in words alone says its field, and says it to programs too', async () => {
  const { fields } = new AdminRefusal('invalid', 'base_url: it is not there\nthe provider was asked: it answers 500');
  expect(fields).toEqual([{ path: 'base_url', message: 'it is not there' }]);
  const { status, body } = await ask(() => {
    throw refusalAt('conflict', 'key', 'there is one already');
  });
  expect([status, JSON.parse(body).error]).toMatchObject([
    409,
    { message: 'there is one already', fields: [{ path: 'key', message: 'there is one already' }] },
  ]);
});

function refusalOf(work: () => unknown): AdminRefusal {
  try {
    work();
  } catch (error) {
    if (error instanceof AdminRefusal) return error;
  }
  throw new Error('it was taken');
}
