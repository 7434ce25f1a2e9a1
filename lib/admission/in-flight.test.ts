import { describe, expect, it } from 'vitest';
import { isFault } from '../faults/fault';
import { createInFlightGate } from './in-flight';

function refusal(run: () => unknown) {
  try {
    run();
    return null;
  } catch (error) {
    return isFault(error) ? { code: error.code, retry: error.retry, after: error.options.retryAfterSeconds } : error;
  }
}

const overloaded = { code: 'overloaded', retry: true, after: 1 };

describe('requests in flight', () => {
  it('are let in up to the limit, and again when one has left', () => {
    const gate = createInFlightGate({ maxRequests: 2, maxBytes: 100 });
    const first = gate.enter();
    gate.enter();
    expect(refusal(() => gate.enter())).toEqual(overloaded);
    expect(gate.requests).toBe(2);
    first.release();
    expect(refusal(() => gate.enter())).toBeNull();
    expect(gate.requests).toBe(2);
  });

  it('give back what they hold once, however often they are released', () => {
    const gate = createInFlightGate({ maxRequests: 5, maxBytes: 100 });
    const place = gate.enter();
    const other = gate.enter();
    place.reserve(30);
    place.reserve(20);
    other.reserve(10);
    expect(gate.bytes).toBe(60);
    place.release();
    place.release();
    expect([gate.requests, gate.bytes]).toEqual([1, 10]);
    other.release();
    expect([gate.requests, gate.bytes]).toEqual([0, 0]);
  });
});

describe('bytes in flight', () => {
  it('are let in up to the limit', () => {
    const gate = createInFlightGate({ maxRequests: 5, maxBytes: 100 });
    const first = gate.enter();
    const second = gate.enter();
    first.reserve(60);
    second.reserve(40);
    expect(refusal(() => second.reserve(1))).toEqual(overloaded);
    expect(gate.bytes).toBe(100);
    first.release();
    expect(refusal(() => second.reserve(1))).toBeNull();
  });

  it('beyond the whole limit are let in for a body that is alone, told at once or piece by piece', () => {
    const gate = createInFlightGate({ maxRequests: 5, maxBytes: 100 });
    const alone = gate.enter();
    alone.reserve(150);
    alone.reserve(150);
    expect(gate.bytes).toBe(300);
    expect(refusal(() => gate.enter().reserve(1))).toEqual(overloaded);
    alone.release();
    expect(gate.bytes).toBe(0);
  });

  it('are given back in part, and not counted for whoever has left', () => {
    const gate = createInFlightGate({ maxRequests: 5, maxBytes: 100 });
    const place = gate.enter();
    place.reserve(80);
    place.free(50);
    expect(gate.bytes).toBe(30);
    place.release();
    place.reserve(10);
    place.free(10);
    expect([gate.requests, gate.bytes]).toEqual([0, 0]);
  });

  it('that were refused are not held', () => {
    const gate = createInFlightGate({ maxRequests: 5, maxBytes: 100 });
    gate.enter().reserve(100);
    const late = gate.enter();
    refusal(() => late.reserve(50));
    late.release();
    expect(gate.bytes).toBe(100);
  });
});
