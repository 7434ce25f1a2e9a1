import { expect, it } from 'vitest';
import { parseFault } from './parse-fault';

it.each([
  ["OpenAI's own", '{"error":{"message":"no","type":"t","param":null,"code":"c"}}', 'c', 'no'],
  [
    'an error without a code',
    '{"error":{"message":"no","type":"insufficient_quota","code":null}}',
    'insufficient_quota',
    'no',
  ],
  ['an error with a number for its code', '{"error":{"message":"no","code":404}}', null, 'no'],
  ['an error that is a text', '{"error":"no"}', null, 'no'],
  ['a bare message', '{"message":"no","code":"c"}', 'c', 'no'],
  ["FastAPI's", '{"detail":"no"}', null, 'no'],
  ["FastAPI's for a wrong field", '{"detail":[{"loc":["body"],"msg":"no"}]}', null, null],
  ['a page', '<html><h1>502</h1></html>', null, null],
  ['nothing', '', null, null],
  ['null', 'null', null, null],
  ['an error of null', '{"error":null}', null, null],
])('reads %s', (_what, body, code, message) => {
  expect(parseFault(body)).toEqual({ code, message });
});
