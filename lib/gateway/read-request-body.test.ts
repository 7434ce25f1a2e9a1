import { describe, expect, it } from 'vitest';
import { createInFlightGate } from '../admission/in-flight';
import { isFault } from '../faults/fault';
import { AttemptFailure } from '../upstream/failure';
import { readRequestBody } from './read-request-body';

const limit = 100;

function read(body: BodyInit | null, headers: Record<string, string> = {}) {
  const gate = createInFlightGate({ maxRequests: 10, maxBytes: 1_000 });
  const request = new Request('http://router.invalid/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit);
  return { gate, text: readRequestBody(request, gate.enter(), limit) };
}

/** A body whose length nobody tells. */
const pieces = (...parts: (string | Uint8Array)[]) =>
  new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(typeof part === 'string' ? new TextEncoder().encode(part) : part);
      controller.close();
    },
  });

async function codeOf(run: Promise<unknown>) {
  const error = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isFault(error) ? error.code : error;
}

describe('a body', () => {
  it('is read whole, its bytes counted, with or without its length', async () => {
    const told = read('{"a":"é"}', { 'content-length': '10' });
    expect(await told.text).toBe('{"a":"é"}');
    expect(told.gate.bytes).toBe(10);
    const untold = read(pieces('{"a":', '"é"}'));
    expect(await untold.text).toBe('{"a":"é"}');
    expect(untold.gate.bytes).toBe(10);
  });

  it('is put together from pieces that cut a character', async () => {
    const bytes = new TextEncoder().encode('{"a":"漢字😀"}');
    expect(await read(pieces(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).text).toBe('{"a":"漢字😀"}');
  });

  it('may be none', async () => {
    expect(await read(null).text).toBe('');
  });

  it('is taken up to the limit and refused past it, with or without its length', async () => {
    const largest = 'x'.repeat(limit);
    expect(await read(largest, { 'content-length': String(limit) }).text).toBe(largest);
    expect(await read(pieces(largest)).text).toBe(largest);
    expect(await codeOf(read(`${largest}x`, { 'content-length': String(limit + 1) }).text)).toBe('request-too-large');
    expect(await codeOf(read(pieces(largest, 'x')).text)).toBe('request-too-large');
  });

  it('is refused by its told length alone, before a byte of it is held', async () => {
    const refused = read(pieces(), { 'content-length': '1000000' });
    expect(await codeOf(refused.text)).toBe('request-too-large');
    expect(refused.gate.bytes).toBe(0);
  });

  it('must be UTF-8, lest a character be replaced without a word', async () => {
    expect(await codeOf(read(pieces('{"a":"', Uint8Array.of(0xff), '"}')).text)).toBe('invalid-request');
  });

  it('that breaks off is a caller who left', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    const error = await read(broken).text.catch((thrown: unknown) => thrown);
    expect(error instanceof AttemptFailure && error.failure).toBe('cancelled');
  });
});

describe('the type of a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
    'application/json ; x=y',
    'application/vnd.api+json',
  ])('may be %s', async (type) => {
    expect(await read('{}', { 'content-type': type }).text).toBe('{}');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'application/jsonp',
    'x',
    '',
  ])('may not be %j', async (type) => {
    expect(await codeOf(read('{}', { 'content-type': type }).text)).toBe('unsupported-media-type');
  });

  it('may be left out', async () => {
    const request = new Request('http://router.invalid', { method: 'POST', body: new Uint8Array([123, 125]) });
    request.headers.delete('content-type');
    const gate = createInFlightGate({ maxRequests: 1, maxBytes: 100 });
    expect(await readRequestBody(request, gate.enter(), limit)).toBe('{}');
  });

  it('may not be compressed', async () => {
    expect(await codeOf(read('{}', { 'content-encoding': 'gzip' }).text)).toBe('unsupported-media-type');
    expect(await read('{}', { 'content-encoding': 'identity' }).text).toBe('{}');
  });
});
