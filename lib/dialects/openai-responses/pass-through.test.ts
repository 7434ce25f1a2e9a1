import { describe, expect, it, test } from 'vitest';
import { Fault } from '../../faults/fault';
import type { RelayContext } from '../dialect';
import { createFrameReader } from '../sse';
import { readEvents, streamOf, whole } from './__fixtures__/events';
import { codexRequest, responsesContext } from './__fixtures__/requests';
import { parseRequest } from './parse-request';
import { passThrough } from './pass-through';

const mine = '0123456789abcdef';
const other = 'fedcba9876543210';
const faultContext = { requestId: 'req_1', origin: 'https://router.example' };

function relay(events: readonly string[], context = responsesContext({}, { marks: false })) {
  const stream = passThrough.openStream?.(context);
  if (!stream) throw new Error('it streams');
  const outputs = createFrameReader()
    .feed(streamOf(events))
    .map(({ data, event }) => stream.step(data, event));
  return {
    stream,
    text: outputs.map((output) => output.text).join(''),
    signals: outputs.flatMap((output) => output.signals),
  };
}

const send = (body: object, some: Partial<RelayContext> = {}) =>
  JSON.parse(passThrough.renderRequest(responsesContext(body, some)));

describe('a request that passes through', () => {
  it('is the caller’s own bytes but for the model', () => {
    const request = parseRequest(codexRequest);
    const sent = passThrough.renderRequest(responsesContext({}, { request }));
    expect(sent).toBe(codexRequest.replace('"model":"coding"', '"model":"upstream-model"'));
  });

  test('brings back bare what this target made, and leaves out what another did (field-failures 18)', () => {
    const items = (...ciphers: string[]) =>
      ciphers.map((encrypted_content, index) => ({
        type: 'reasoning',
        id: `rs_${index}`,
        summary: [],
        encrypted_content,
      }));
    const input = [
      ...items(`rtr.${other}.e..a`, `rtr.${other}.s..b`, `rtr.${mine}.e..gAAA=`, 'gBBB'),
      { role: 'user', content: 'rtr. is a word' },
      ...items(`rtr.${other}.e..c`),
    ];
    expect(send({ input }).input).toEqual([
      { type: 'reasoning', id: 'rs_2', summary: [], encrypted_content: 'gAAA=' },
      { type: 'reasoning', id: 'rs_3', summary: [], encrypted_content: 'gBBB' },
      { role: 'user', content: 'rtr. is a word' },
    ]);
    expect(send({ input: `rtr.${mine}.e..a` }).input).toBe(`rtr.${mine}.e..a`);
  });

  it('goes on from the response that its target knows', () => {
    expect(send({ previous_response_id: `rtr.${mine}.i..resp_1` }).previous_response_id).toBe('resp_1');
    expect(send({ previous_response_id: 'resp_2' }).previous_response_id).toBe('resp_2');
  });
});

describe('a whole answer that passes through', () => {
  const body = JSON.stringify(JSON.parse(readEvents('reasoning-function-call').at(-1) ?? '').response);

  it('is the upstream’s own bytes but for the model', () => {
    const answer = passThrough.relayAnswer(body, responsesContext({}, { marks: false }));
    expect(answer?.text).toBe(body.replace('"gpt-5.2-2026-01-15"', '"our \\"group\\""'));
    expect(answer?.usage).toMatchObject({ inputTokens: 9120, cachedInputTokens: 8704, reasoningTokens: 192 });
  });

  it('bears its maker’s mark where a group has several targets', () => {
    const answer = JSON.parse(passThrough.relayAnswer(body, responsesContext())?.text ?? '');
    const unmarked = JSON.parse(body);
    expect(answer.id).toBe(`rtr.${mine}.i..${unmarked.id}`);
    expect(answer.output[0].encrypted_content).toBe(`rtr.${mine}.e..${unmarked.output[0].encrypted_content}`);
    expect(send({ input: answer.output }).input).toEqual(unmarked.output);
  });

  it.each(['nonsense', '{}', '{"output":[],"error":{"code":"server_error"}}', '{"error":{"message":"x"}}'])(
    'is not %s',
    (text) => {
      expect(passThrough.relayAnswer(text, responsesContext())).toBeNull();
    },
  );
});

describe('a stream that passes through', () => {
  const anonymous = (text: string) => text.replaceAll(/"model":"(?:[^"\\]|\\.)*"/g, '"model":""');

  it.each(whole)('is %s byte for byte but for the name', (name) => {
    const { text } = relay(readEvents(name));
    expect(anonymous(text)).toBe(anonymous(streamOf(readEvents(name))));
    expect(text).not.toContain('gpt-5.2');
  });

  it.each(whole)('is %s when the marks are taken off', (name) => {
    const { text } = relay(readEvents(name), responsesContext());
    const bare = text.replaceAll(/rtr\.[0-9a-f]{16}\.[ei]\.\./g, '');
    expect(anonymous(bare)).toBe(anonymous(streamOf(readEvents(name))));
    const marked = new Set(
      [...text.matchAll(/"(?:id|encrypted_content)":"rtr\.[^"]*"/g)].map(([each]) => each.slice(0, 5)),
    );
    expect(marked.has('"id":')).toBe(true);
    expect(marked.has('"encr')).toBe(name === 'reasoning-function-call' || name === 'apply-patch');
  });

  it.each(whole)('tells of %s what the meter needs', (name) => {
    const { signals } = relay(readEvents(name));
    expect(signals[0]).toEqual({ type: 'content' });
    expect(signals.slice(-2)).toMatchObject([{ type: 'usage' }, { type: 'end' }]);
    expect(signals.filter((signal) => signal.type === 'end')).toHaveLength(1);
  });

  it('keeps an event that nobody knows, to the byte', () => {
    expect(relay(readEvents('oddities')).text).toContain(
      '"weight":1.0,"big":12345678901234567890,"nested":{"a":[ 1 , 2 ]}}',
    );
  });

  test('says that the upstream failed, and ends as failed (field-failures 15)', () => {
    const { signals, stream, text } = relay(readEvents('failed'));
    expect(signals.at(-1)).toEqual({ type: 'error', code: 'rate_limit_exceeded' });
    expect(signals.map((signal) => signal.type)).not.toContain('end');
    const begun = JSON.parse(text.split('\n')[1]?.slice(6) ?? '').response;
    const [frame] = createFrameReader().feed(stream.fail(new Fault('upstream-failed'), faultContext));
    expect(frame?.event).toBe('response.failed');
    const failed = JSON.parse(frame?.data ?? '');
    expect(failed.sequence_number).toBe(readEvents('failed').length);
    expect(failed.response).toMatchObject({ id: begun.id, model: begun.model, error: { code: 'server_error' } });
  });

  test('that is cut has no last word (field-failures 15)', () => {
    const { stream, signals } = relay(readEvents('text').slice(0, -1));
    expect(signals.map((signal) => signal.type)).not.toContain('end');
    expect(stream.end()).toEqual({ signals: [], text: '' });
  });
});
