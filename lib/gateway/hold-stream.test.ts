import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInFlightGate, type InFlightGate } from '../admission/in-flight';
import type { AnswerValidation } from '../snapshot/snapshot';
import { compileRules } from '../validation/compile-rules';
import { installStage, type Script, type Stage, streams } from './__fixtures__/stage';

const maxBytes = 40_000;
let stage: Stage;
let gate: InFlightGate;
beforeAll(async () => {
  stage = await installStage();
});
beforeEach(() => {
  gate = createInFlightGate({ maxRequests: 100, maxBytes });
  stage.runtime.inFlight = gate;
});
afterEach(() => stage.clear());
afterAll(() => stage.runtime.stop());

const isJson = compileRules([{ rule: 'json' }]);
const validation: AnswerValidation = {
  ...{ rules: isJson.ok ? isJson.rules : [], asksPolicy: false, attempts: 1, onFailure: 'error', bufferStreams: true },
};
const open = (scripts: readonly Script[], some: Partial<AnswerValidation> = {}) =>
  stage.open(scripts, { group: { validation: { ...validation, ...some } } });
const ask = (signal?: AbortSignal) => stage.post({ stream: true }, signal ? { signal } : {});
/** Of some 12,000 bytes as it goes out. */
const long = (text: string) => streams(`${text}${' '.repeat(100)}`);
const nothingHeld = () => expect([gate.requests, gate.bytes]).toEqual([0, 0]);
/** Somebody else who holds so much. */
const others = (bytes: number) => gate.enter().reserve(bytes);

/** Begins a stream and sends no more of it until told. */
function paused() {
  let end = () => {};
  const script: Script = (call) => {
    const words = (text: string) =>
      call.response.write(`data: {"id":"a","choices":[{"index":0,"delta":{"content":"${text}"}}]}\n\n`);
    call.response.writeHead(200, { 'content-type': 'text/event-stream' });
    words('x'.repeat(1_000));
    end = () => {
      words('y'.repeat(maxBytes));
      call.response.end('data: [DONE]\n\n');
    };
  };
  return { script, end: () => end() };
}

describe('a stream that is held back', () => {
  it('counts among the bytes in flight as it grows, until it has gone out', async () => {
    await open([long('[1]')]);
    const response = await ask();
    expect(response.status).toBe(200);
    expect(gate.bytes).toBeGreaterThan(10_000);
    await response.text();
    nothingHeld();
  });

  it('ends overloaded past the limit, with Retry-After, and holds nothing any more', async () => {
    await open([long('[1]')]);
    others(maxBytes - 1_000);
    const response = await ask();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.text()).toContain('overloaded');
    expect([gate.requests, gate.bytes]).toEqual([1, maxBytes - 1_000]);
    await stage.settled();
    expect(stage.records[0]).toMatchObject({ outcome: 'failed', fault: 'overloaded', tries: [{ result: 'internal' }] });
    expect(stage.runtime.health.stateOf({ id: 'place0/small' }, Date.now())).toBe('unknown');
  });

  it('ends so with an event where the 200 has gone out, and closes its upstream', async () => {
    const { script, end } = paused();
    await open([script]);
    stage.runtime.settings = { ...stage.runtime.settings, holdMs: 30 };
    others(maxBytes - 2_000);
    const response = await ask();
    expect(response.status).toBe(200);
    end();
    expect(await response.text()).toContain('overloaded');
    expect([gate.requests, gate.bytes]).toEqual([1, maxBytes - 2_000]);
  });

  it('gives back what it held when it is not good enough, so that the next target’s is let in', async () => {
    await open([long('not json'), long('[2]')]);
    others(maxBytes - 20_000);
    const response = await ask();
    expect(response.status).toBe(200);
    expect(gate.bytes).toBeLessThan(maxBytes);
    await response.text();
    expect([gate.requests, gate.bytes]).toEqual([1, maxBytes - 20_000]);
  });

  it('goes out with a warning where the group says so and the next one’s is too much', async () => {
    await open([streams('not json'), long('[2]')], { onFailure: 'pass', attempts: 3 });
    others(maxBytes - 5_000);
    const response = await ask();
    expect([response.status, response.headers.get('x-router-validation')]).toEqual([200, 'failed: json']);
    await response.text();
    expect([gate.requests, gate.bytes]).toEqual([1, maxBytes - 5_000]);
    await stage.settled();
    expect(stage.records[0]).toMatchObject({ outcome: 'completed', provider_id: 'place0' });
    expect(await stage.tries()).toEqual([
      ['place0', 'invalid'],
      ['place1', 'internal'],
    ]);
  });

  it('breaks off or is left by its caller, and holds nothing any more', async () => {
    await open([streams('[1, ', { ends: false })]);
    expect((await ask()).status).toBe(502);
    nothingHeld();
    await stage.clear();
    const { script } = paused();
    await open([script]);
    const leaving = new AbortController();
    const asked = ask(leaving.signal);
    await vi.waitFor(() => expect(gate.bytes).toBeGreaterThan(1_000));
    leaving.abort();
    expect((await asked).status).toBe(499);
    await vi.waitFor(nothingHeld);
  });
});
