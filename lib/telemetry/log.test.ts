import { describe, expect, test } from 'vitest';
import { createLog } from './log';

const tokenId = 'rtr_metrum_alice_demo_dev_k1';
const callerToken = `${tokenId}_${'0123456789abcdefghijABCDEFGHIJ'.repeat(2).slice(0, 49)}`;
const declaredToken = `rtr_of-another-form-${'x'.repeat(30)}`;
const adminToken = 'rtradmin_abcdefghijkl_0123456789abcdefghijABCDEFGHIJ-_0123456789ab';
const firstAdminToken = 'rtradmin_0123456789abcdefghijABCDEFGHIJ0123456789abc';
const providerKey = 'a-key-of-no-known-form';
const shaped = [
  'sk-ant-api03-0123456789abcdefghij',
  'AIzaSyA0123456789abcdefghijklmnopqrstu',
  'gsk_0123456789abcdefghij',
];
const headers = {
  authorization: 'Bearer abcdefghijklmnop',
  'proxy-authorization': 'Basic cHJveHk6cHJveHk=',
  'x-api-key': 'value of x-api-key',
  'api-key': 'value of "quoted"',
  'x-goog-api-key': 'value-of-x-goog-api-key',
  'xi-api-key': 'value-of-xi-api-key',
  cookie: 'session=value-of-the-cookie; other=value-of-the-other',
  'set-cookie': ['session=value-of-set-cookie'],
  'content-type': 'application/json',
};
const secrets = [
  ...[callerToken.slice(-20), declaredToken.slice(-20), adminToken.slice(-20), firstAdminToken.slice(-20), providerKey],
  ...[...shaped, 'abcdefghijklmnop', 'cHJveHk6', 'value of', 'value-of', 'quoted'],
];

function logged(tell: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const log = createLog('trace', () => [providerKey], {
    write: (line) => {
      text += line;
    },
  });
  tell(log);
  return text;
}

function expectClean(text: string): void {
  for (const secret of secrets) expect(text).not.toContain(secret);
  for (const line of text.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
}

describe('the log (field-failures 50)', () => {
  test('says no credential that stands under its name, however deep', () => {
    const text = logged((log) => {
      log.info({ headers }, 'flat');
      log.info({ one: { two: { three: { request: { headers } } } } }, 'deep');
      log.info({ rawHeaders: Object.entries(headers).flat(2) }, 'as a list');
      log.info({
        apiKey: 'value-of-apiKey',
        token: 'value-of-token',
        client_secret: 'value-of-it',
        password: 'value-of-it',
      });
      log.info({ body: JSON.stringify({ headers, api_key: 'value-of-api_key' }) }, 'in a text');
    });
    expectClean(text);
    expect(text).toContain('application/json');
  });

  test('says no token and no key, wherever a text has it', () => {
    const text = logged((log) => {
      for (const secret of [callerToken, declaredToken, adminToken, firstAdminToken, providerKey, ...shaped]) {
        log.warn({ internal: `refused ${secret}.`, list: [secret], [secret]: 1 }, `with ${secret}`);
        log.warn(`https://up.example/v1?key=${secret}&alt=sse`);
      }
    });
    expectClean(text);
  });

  test('says none that an error has in its message, its stack, its cause or its fields', () => {
    const text = logged((log) => {
      const cause = Object.assign(new Error(`cause: ${callerToken}`), { headers, config: { auth: headers } });
      const error = Object.assign(new TypeError(`Incorrect API key provided: ${providerKey} ${shaped[0]}`, { cause }), {
        request: { headers },
      });
      log.error({ error }, 'unexpected error');
      log.error(error);
      log.error({ error: new AggregateError([error, cause], declaredToken) }, 'several');
    });
    expectClean(text);
    expect(text).toContain('TypeError');
    expect(text).toContain('log.test.ts');
  });

  test('keeps what it tells requests by: ids, the public part of a token, names', () => {
    const line = { requestId: 'req_0123456789abcdef0123456789abcdef', tokenId, group: 'default', inputTokens: 12 };
    const text = logged((log) => log.info(line, 'request'));
    expect(JSON.parse(text)).toMatchObject({ ...line, msg: 'request' });
    expect(logged((log) => log.info({ x: callerToken }))).toContain(`${tokenId}_[redacted]`);
    expect(logged((log) => log.info({ x: adminToken }))).toContain('rtradmin_abcdefghijkl_[redacted]');
  });
});
