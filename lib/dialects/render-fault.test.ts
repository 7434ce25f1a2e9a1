import { describe, expect, it } from 'vitest';
import { catalogue, faultCodes } from '../faults/catalogue';
import { Fault } from '../faults/fault';
import { renderFault as renderAnthropic } from './anthropic-messages/render-fault';
import { renderFault, renderFaultEvent } from './openai-chat/render-fault';
import { createFrameReader } from './sse';

const context = { requestId: 'req_0123456789abcdef0123456789abcdef', origin: 'https://router.example' };
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe.each(faultCodes)('%s', (code) => {
  const fault = new Fault(code, { internal: 'words for the log' });
  const { status, message } = catalogue[code];
  const page = `https://router.example/docs/errors/${code}`;

  it("is rendered in OpenAI's shape", () => {
    const types: Record<number, string> = {
      401: 'authentication_error',
      403: 'permission_error',
      429: 'rate_limit_error',
    };
    expect(plain(renderFault(fault, context))).toEqual({
      error: {
        message,
        type: types[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error'),
        code,
        param: null,
        request_id: context.requestId,
        doc_url: page,
      },
    });
  });

  it("is rendered in Anthropic's shape, with a type from their own list", () => {
    const rendered = plain(renderAnthropic(fault, context));
    expect(rendered).toEqual({
      type: 'error',
      error: { type: expect.any(String), message: expect.stringContaining(message) },
      request_id: context.requestId,
    });
    expect(rendered.error.message).toContain(code);
    expect(rendered.error.message).toContain(page);
    expect(anthropicTypes).toContain(rendered.error.type);
    const expected: Record<number, string> = {
      400: 'invalid_request_error',
      401: 'authentication_error',
      403: 'permission_error',
      404: 'not_found_error',
      413: 'request_too_large',
      429: 'rate_limit_error',
      500: 'api_error',
      504: 'timeout_error',
    };
    if (expected[status]) expect(rendered.error.type).toBe(expected[status]);
  });

  it('is one frame of a stream, and no frame says that the stream is complete', () => {
    const frames = createFrameReader().feed(renderFaultEvent(fault, context));
    expect(frames.map(({ event, data }) => [event, JSON.parse(data)])).toEqual([
      [null, plain(renderFault(fault, context))],
    ]);
  });

  it('says nothing of what is for the log alone', () => {
    const all = [renderFault(fault, context), renderAnthropic(fault, context)].map((each) => JSON.stringify(each));
    for (const text of all) expect(text).not.toContain('words for the log');
  });
});

/** https://docs.anthropic.com/en/api/errors */
const anthropicTypes = [
  'invalid_request_error',
  'authentication_error',
  'billing_error',
  'permission_error',
  'not_found_error',
  'request_too_large',
  'rate_limit_error',
  'timeout_error',
  'api_error',
  'overloaded_error',
];

it('carries the words and the field of whoever threw it', () => {
  const fault = new Fault('invalid-request', { message: 'Too many "stops".\nFour at most.', param: 'stop' });
  expect(renderFault(fault, context)).toMatchObject({
    error: { message: 'Too many "stops".\nFour at most.', param: 'stop' },
  });
  expect(createFrameReader().feed(renderFaultEvent(fault, context))).toHaveLength(1);
});

it('is overloaded in the word that Anthropic has for it', () => {
  expect(renderAnthropic(new Fault('overloaded'), context)).toMatchObject({ error: { type: 'overloaded_error' } });
});
