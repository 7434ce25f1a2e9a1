import { describe, expect, it } from 'vitest';
import { renderFault } from '../dialects/openai-chat/render-fault';
import { catalogue, faultCodes } from '../faults/catalogue';
import { Fault } from '../faults/fault';
import { faultResponse } from './fault-response';

const context = { requestId: 'req_0123456789abcdef0123456789abcdef', origin: 'https://router.example' };
const answer = (fault: Fault) => faultResponse(fault, renderFault, context);

describe('the answer to a fault', () => {
  it.each(faultCodes)('says of %s its status, its code, the request, and whether to try again', async (code) => {
    const response = answer(new Fault(code));
    expect(response.status).toBe(catalogue[code].status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-request-id': context.requestId,
      'x-router-error': code,
      'x-should-retry': String(catalogue[code].retry),
    });
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it.each([
    [7, '7'],
    [0, '1'],
    [0.2, '1'],
    [1.5, '2'],
  ])('asks to wait for %s seconds as %s', (retryAfterSeconds, header) => {
    expect(answer(new Fault('overloaded', { retryAfterSeconds })).headers.get('retry-after')).toBe(header);
  });

  it('says nothing of waiting where nobody knows', () => {
    expect(answer(new Fault('overloaded')).headers.has('retry-after')).toBe(false);
  });

  it('names the methods of a 405 and the scheme of a 401', () => {
    const wrong = answer(new Fault('method-not-allowed', { allow: ['GET', 'HEAD'] }));
    expect(wrong.headers.get('allow')).toBe('GET, HEAD');
    expect(answer(new Fault('unauthorized')).headers.get('www-authenticate')).toBe('Bearer');
  });

  it('takes the word of whoever threw it on trying again', () => {
    expect(answer(new Fault('upstream-failed', { retry: false })).headers.get('x-should-retry')).toBe('false');
  });
});
