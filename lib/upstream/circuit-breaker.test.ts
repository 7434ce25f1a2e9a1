import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AttemptResult, type Breakable, createCircuitBreaker, type Ticket } from './circuit-breaker';

const second = 1_000;
const minute = 60 * second;
const start = Date.UTC(2026, 10, 25);
const a: Breakable = { id: 'p/a', provider: { id: 'p' }, patienceMs: null };
const b: Breakable = { id: 'p/b', provider: { id: 'p' }, patienceMs: null };
const other: Breakable = { id: 'q/a', provider: { id: 'q' }, patienceMs: null };

/** A breaker with a clock of its own and no jitter. */
function breaker(random = () => 0) {
  const circuits = createCircuitBreaker(random);
  const clock = { now: start };
  const begin = (target = a) => {
    const ticket = circuits.begin(target, clock.now);
    if (!ticket) throw new Error(`${target.id} may not be tried`);
    return ticket;
  };
  const attempt = (result: AttemptResult, target = a, retryAfterMs?: number) =>
    circuits.note(begin(target), result, clock.now, retryAfterMs);
  return {
    ...circuits,
    beginLastResort: (given: readonly Breakable[], now: number) => {
      const found = circuits.findLastResort(given, now);
      return found && circuits.beginLastResort(found, now);
    },
    clock,
    begin,
    attempt,
    end: (ticket: Ticket, result: AttemptResult, retryAfterMs?: number) =>
      circuits.note(ticket, result, clock.now, retryAfterMs),
    times: (count: number, result: AttemptResult, target = a) => {
      for (let turn = 0; turn < count; turn += 1) attempt(result, target);
    },
    state: (target = a) => circuits.stateOf(target, clock.now),
    may: (target = a) => circuits.mayTry(target, clock.now),
    waits: (...targets: Breakable[]) => circuits.retryAfterMs(targets.length > 0 ? targets : [a], clock.now),
  };
}

describe('a circuit opens', () => {
  it('after five failures in a row, and not before', () => {
    const { times, attempt, state, may } = breaker();
    times(4, 'server-error');
    attempt('answered');
    times(4, 'timeout');
    expect(state()).toBe('closed');
    attempt('cut');
    expect(state()).toBe('open');
    expect(may()).toBe(false);
  });

  it('when half of 20 or more failed in 30 seconds', () => {
    const { attempt, clock, state } = breaker();
    for (let turn = 0; turn < 9; turn += 1) {
      attempt('answered');
      attempt('unreachable');
      clock.now += second;
    }
    attempt('answered');
    expect(state()).toBe('closed');
    attempt('unreachable');
    expect(state()).toBe('open');
  });

  it('and not for failures that lie further back', () => {
    const { attempt, clock, state } = breaker();
    for (let turn = 0; turn < 60; turn += 1) {
      attempt('answered');
      attempt('unreachable');
      clock.now += 4 * second;
    }
    expect(state()).toBe('closed');
  });

  it.each<AttemptResult>(['request', 'cancelled', 'stopped', 'unfit', 'internal'])('and never for %s', (result) => {
    const { times, state } = breaker();
    times(4, 'busy');
    times(100, result);
    expect(state()).toBe('closed');
  });

  it('for itself and for nobody else', () => {
    const { times, may } = breaker();
    times(5, 'server-error');
    expect(may(b)).toBe(true);
    expect(may(other)).toBe(true);
  });
});

describe('an open circuit', () => {
  it('lets one request through after its wait, and closes when that is answered', () => {
    const { times, clock, state, may, begin, end, waits } = breaker();
    times(5, 'server-error');
    expect(waits()).toBe(5 * second);
    clock.now += 5 * second;
    expect(state()).toBe('half-open');
    const trial = begin();
    expect(may()).toBe(false);
    expect(waits()).toBe(second);
    end(trial, 'answered');
    expect(state()).toBe('closed');
    expect(waits()).toBe(0);
  });

  it('waits twice as long after each trial that fails, up to five minutes', () => {
    const { times, clock, attempt, waits } = breaker();
    times(5, 'server-error');
    const waited = [];
    for (let turn = 0; turn < 9; turn += 1) {
      waited.push(waits() / second);
      clock.now += waits();
      attempt('timeout');
    }
    expect(waited).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('waits up to a quarter longer, by chance, so that not everybody comes back at once', () => {
    const { times, waits } = breaker(() => 0.8);
    times(5, 'server-error');
    expect(waits()).toBe(6 * second);
  });

  it('begins with the short wait again after a calm minute, and not before', () => {
    const { times, clock, attempt, waits } = breaker();
    const fall = () => {
      times(5, 'server-error');
      const waited = waits();
      clock.now += waited;
      attempt('answered');
      return waited / second;
    };
    expect([fall(), fall(), fall()]).toEqual([5, 10, 20]);
    clock.now += minute;
    expect(fall()).toBe(5);
  });

  it('is not moved by what was on its way before it opened', () => {
    const { times, clock, begin, end, state, waits } = breaker();
    const early = [begin(), begin(), begin()] as const;
    times(5, 'server-error');
    clock.now += second;
    end(early[0], 'server-error');
    end(early[1], 'answered');
    expect(state()).toBe('open');
    expect(waits()).toBe(4 * second);
    clock.now += 4 * second;
    const trial = begin();
    end(early[2], 'server-error');
    end(trial, 'answered');
    expect(state()).toBe('closed');
  });

  it('closes with a stream’s first content, and counts it as a failure too if it is cut later', () => {
    const { times, clock, begin, end, state } = breaker();
    times(5, 'server-error');
    clock.now += 5 * second;
    const trial = begin();
    end(trial, 'answered');
    expect(state()).toBe('closed');
    end(trial, 'cut');
    times(3, 'cut');
    expect(state()).toBe('closed');
    times(1, 'cut');
    expect(state()).toBe('open');
  });

  it('lets the next one be the trial when the first ends with nothing said of the target', () => {
    const { times, clock, begin, end, may, state } = breaker();
    times(5, 'server-error');
    clock.now += 5 * second;
    end(begin(), 'cancelled');
    expect(state()).toBe('half-open');
    expect(may()).toBe(true);
  });

  it('gives up a trial of which nobody tells the end', () => {
    const { times, clock, begin, end, may, state } = breaker();
    times(5, 'server-error');
    clock.now += 5 * second;
    const lost = begin();
    clock.now += 10 * minute;
    expect(may()).toBe(false);
    clock.now += 2 * minute;
    const trial = begin();
    end(lost, 'answered');
    expect(state()).toBe('half-open');
    end(trial, 'answered');
    expect(state()).toBe('closed');
  });
});

describe('what a target asks for with Retry-After', () => {
  it.each<AttemptResult>(['rate-limited', 'busy'])('holds it for so long on %s', (result) => {
    const { attempt, clock, may, waits } = breaker();
    attempt(result, a, 20 * second);
    expect(waits()).toBe(20 * second);
    clock.now += 20 * second - 1;
    expect(may()).toBe(false);
    clock.now += 1;
    expect(may()).toBe(true);
  });

  it('says nothing on any other failure', () => {
    const { attempt, may } = breaker();
    attempt('server-error', a, 20 * second);
    expect(may()).toBe(true);
  });

  it('only ever lengthens a wait', () => {
    const { begin, end, clock, waits } = breaker();
    const all = Array.from({ length: 8 }, () => begin());
    const asked = [20, 5, 30, 1, 0, 10, 40, 2];
    const waited = all.map((ticket, turn) => {
      end(ticket, 'busy', (asked[turn] ?? 0) * second);
      clock.now += second;
      return waits() / second;
    });
    expect(waited).toEqual([19, 18, 29, 28, 27, 26, 39, 38]);
  });

  it('holds although a trial that was on its way is answered', () => {
    const { times, clock, begin, end, state, may } = breaker();
    const early = begin();
    times(5, 'server-error');
    clock.now += 5 * second;
    const trial = begin();
    end(early, 'busy', 30 * second);
    end(trial, 'answered');
    expect(state()).toBe('open');
    clock.now += 30 * second;
    expect(may()).toBe(true);
  });

  it('is no longer than an hour', () => {
    const { attempt, waits } = breaker();
    attempt('busy', a, 24 * 60 * minute);
    expect(waits()).toBe(60 * minute);
  });
});

describe('a target that answers 429', () => {
  it('is left alone twice as long each time it says so again, and at once no more when it answers', () => {
    const { attempt, clock, waits } = breaker();
    const waited = [];
    for (let turn = 0; turn < 4; turn += 1) {
      attempt('rate-limited');
      waited.push(waits());
      clock.now += waits();
    }
    expect(waited).toEqual([500, 1_000, 2_000, 4_000]);
    attempt('answered');
    attempt('rate-limited');
    expect(waits()).toBe(500);
  });

  it('is not left alone longer for those who asked before it said so', () => {
    const { begin, end, waits } = breaker();
    const burst = Array.from({ length: 4 }, () => begin());
    for (const ticket of burst) end(ticket, 'rate-limited');
    expect(waits()).toBe(500);
  });

  it('does not stop its provider’s other models, until one of them says so too', () => {
    const { attempt, clock, may, waits } = breaker();
    const c: Breakable = { id: 'p/c', provider: { id: 'p' }, patienceMs: null };
    attempt('rate-limited', a);
    expect([may(b), may(c)]).toEqual([true, true]);
    attempt('rate-limited', b);
    expect([may(c), may(other)]).toEqual([false, true]);
    clock.now += waits(c);
    attempt('answered', c);
    clock.now += second;
    attempt('rate-limited', b);
    expect(may(c)).toBe(true);
  });
});

describe('whoever looks for a cause is told', () => {
  const why = (circuits: ReturnType<typeof breaker>, target: Breakable = a) =>
    circuits.pausesOf(target, circuits.clock.now).map(({ why: each }) => each);

  it('since when, until when and why a target is left alone', () => {
    const circuits = breaker();
    expect(circuits.pausesOf(a, start)).toEqual([]);
    circuits.times(4, 'server-error');
    circuits.clock.now += second;
    circuits.attempt('timeout');
    expect(circuits.pausesOf(a, circuits.clock.now)).toEqual([
      {
        ...{ since: start + second, until: start + 6 * second, why: 'failures-in-row', lastFailure: 'timeout' },
        ...{ failuresInRow: 5, patienceMs: null },
      },
    ]);
    circuits.clock.now += 5 * second;
    circuits.attempt('busy', a, 60 * second);
    expect(circuits.pausesOf(a, circuits.clock.now)).toMatchObject([
      { since: start + second, until: circuits.clock.now + 60 * second, why: 'retry-after', lastFailure: 'busy' },
    ]);
  });

  it('of a 429 that says how long by that alone, until it is left alone for longer', () => {
    const circuits = breaker();
    circuits.attempt('rate-limited', a, 60 * second);
    expect(why(circuits)).toEqual(['retry-after']);
    const impatient = breaker();
    for (let turn = 0; turn < 3; turn += 1) {
      impatient.attempt('rate-limited');
      impatient.clock.now += 10 * second;
    }
    impatient.attempt('rate-limited', a, second);
    expect(why(impatient)).toEqual(['too-many-requests-again', 'retry-after']);
  });

  it('of a 429 without a word of how long, and of a provider’s whose second model says so', () => {
    const circuits = breaker();
    circuits.attempt('rate-limited');
    expect(why(circuits)).toEqual(['too-many-requests']);
    circuits.attempt('rate-limited', b);
    expect(why(circuits, { id: 'p/c', provider: { id: 'p' }, patienceMs: null })).toEqual([
      'provider-too-many-requests',
    ]);
    circuits.clock.now += second;
    expect(why(circuits)).toEqual([]);
  });

  it('of a share of failures, and of a trial that failed', () => {
    const circuits = breaker();
    for (let turn = 0; turn < 10; turn += 1) {
      circuits.attempt('answered');
      circuits.attempt('server-error');
    }
    expect(why(circuits)).toEqual(['failed-share']);
    circuits.clock.now += 5 * second;
    circuits.attempt('server-error');
    expect(why(circuits)).toEqual(['trial-failed']);
  });

  it('for which groups, where it is for those alone that wait so long', () => {
    const circuits = breaker();
    const short = { ...a, patienceMs: 500 };
    for (let turn = 0; turn < 5; turn += 1) circuits.note(circuits.begin(short), 'timeout', circuits.clock.now, 0, 500);
    expect([short, { ...a, patienceMs: 900 }, a].map((each) => why(circuits, each).length)).toEqual([1, 0, 0]);
    expect(circuits.pausesOf({ id: a.id, provider: a.provider }, start)).toMatchObject([{ patienceMs: 500 }]);
  });
});

describe('a target that an administrator has asked again', () => {
  it('is asked at once, whatever it was left alone for, and so is its provider', () => {
    const circuits = breaker();
    circuits.attempt('busy', a, 60 * minute);
    circuits.times(1, 'rate-limited', b);
    circuits.times(1, 'rate-limited', { id: 'p/c', provider: { id: 'p' }, patienceMs: null });
    circuits.reset(a);
    expect([circuits.may(a), circuits.waits(a), circuits.state(a)]).toEqual([true, 0, 'closed']);
    expect(circuits.pausesOf(a, circuits.clock.now)).toEqual([]);
    circuits.attempt('answered', a);
    expect(circuits.healthOf(a, circuits.clock.now)).toBe('healthy');
  });

  it('is not moved by the end of a trial that had begun before', () => {
    const circuits = breaker();
    circuits.times(5, 'server-error');
    circuits.clock.now += 5 * second;
    const trial = circuits.begin();
    circuits.reset(a);
    circuits.end(trial, 'server-error');
    expect(circuits.state()).toBe('closed');
    circuits.times(4, 'server-error');
    expect(circuits.state()).toBe('open');
  });
});

describe('a group that waits for a shorter time than another', () => {
  const short: Breakable = { ...a, patienceMs: 500 };
  const alike: Breakable = { ...a, patienceMs: 500 };
  const long: Breakable = { ...a, patienceMs: 5_000 };
  const late = (circuits: ReturnType<typeof breaker>, target: Breakable, waitedMs: number, times = 5) => {
    for (let turn = 0; turn < times; turn += 1)
      circuits.note(circuits.begin(target), 'timeout', circuits.clock.now, 0, waitedMs);
  };

  it('opens the circuit for those that wait as long, and for nobody who waits longer', () => {
    const circuits = breaker();
    late(circuits, short, 500);
    expect([short, alike, long, a].map(circuits.may)).toEqual([false, false, true, true]);
    expect([short, long].map(circuits.state)).toEqual(['open', 'closed']);
    expect(circuits.waits(short)).toBe(5 * second);
    const { now } = circuits.clock;
    expect([short, long, { id: a.id }].map((each) => circuits.healthOf(each, now))).toEqual([
      'unhealthy',
      'unknown',
      'unhealthy',
    ]);
    expect([short, long].map((each) => circuits.errorRate(each, now))).toEqual([1, 0]);
  });

  it('closes it again with an answer of its own', () => {
    const circuits = breaker();
    late(circuits, short, 500);
    circuits.attempt('answered', long);
    expect(circuits.state(short)).toBe('open');
    circuits.clock.now += 5 * second;
    circuits.attempt('answered', short);
    expect(circuits.state(short)).toBe('closed');
  });

  it('shares what is the target’s own doing: failures, the provider’s own deadlines, and the pauses that it asks for', () => {
    const failing = breaker();
    failing.times(5, 'timeout', short);
    expect([short, long, a].map(failing.may)).toEqual([false, false, false]);
    const pausing = breaker();
    pausing.attempt('rate-limited', short, 20 * second);
    expect([short, long, a].map((each) => pausing.waits(each))).toEqual([20_000, 20_000, 20_000]);
  });

  it('tells nothing with a try that had only the rest of its time', () => {
    const circuits = breaker();
    late(circuits, long, 100, 10);
    expect([circuits.may(long), circuits.healthOf(long, circuits.clock.now)]).toEqual([true, 'unknown']);
    late(circuits, long, 4_999);
    expect(circuits.may(long)).toBe(false);
  });

  it('leaves the trial of the shared circuit to the next one when it did not wait to see', () => {
    const circuits = breaker();
    circuits.times(5, 'server-error', long);
    circuits.clock.now += 5 * second;
    late(circuits, short, 500, 1);
    expect(circuits.state(long)).toBe('half-open');
    circuits.attempt('answered', long);
    expect([short, long].map(circuits.state)).toEqual(['closed', 'closed']);
  });

  it('has a last resort of its own', () => {
    const circuits = breaker();
    late(circuits, short, 500);
    circuits.clock.now += second;
    const ticket = circuits.beginLastResort([short], circuits.clock.now);
    expect(ticket?.target).toBe(short);
    if (ticket) circuits.end(ticket, 'answered');
    expect(circuits.state(short)).toBe('closed');
  });
});

describe('with every target open', () => {
  it('one request a second may see whether the soonest is still away, and its answer closes the circuit', () => {
    const { times, clock, end, beginLastResort, state, waits } = breaker();
    times(5, 'server-error', a);
    clock.now += second;
    times(5, 'server-error', other);
    clock.now += second;
    const ticket = beginLastResort([other, a], clock.now);
    expect(ticket?.target).toBe(a);
    expect(beginLastResort([a], clock.now)).toBeNull();
    expect(waits(a, other)).toBe(3 * second);
    if (ticket) end(ticket, 'server-error');
    expect(waits(a)).toBe(3 * second);
    expect(beginLastResort([a], clock.now)).toBeNull();
    clock.now += second;
    const again = beginLastResort([a], clock.now);
    if (again) end(again, 'answered');
    expect(state()).toBe('closed');
  });

  it('nobody is tried before the time they asked for', () => {
    const { attempt, clock, beginLastResort, waits } = breaker();
    attempt('busy', a, 10 * second);
    expect(beginLastResort([a], clock.now)).toBeNull();
    expect(waits()).toBe(10 * second);
  });
});

it('health is what callers are told: good, bad, or not known lately', () => {
  const { attempt, times, clock, healthOf } = breaker();
  expect(healthOf(a, clock.now)).toBe('unknown');
  times(4, 'server-error');
  expect(healthOf(a, clock.now)).toBe('unknown');
  attempt('answered');
  times(4, 'server-error');
  expect(healthOf(a, clock.now)).toBe('healthy');
  attempt('server-error');
  expect(healthOf(a, clock.now)).toBe('unhealthy');
  expect(healthOf(a, clock.now + 11 * minute)).toBe('unknown');
});

it('forgets who was not tried for longest, and keeps no more than it can hold', () => {
  const { attempt, times, state } = breaker();
  times(5, 'server-error', a);
  for (let turn = 0; turn < 9_999; turn += 1)
    attempt('busy', { id: `t${turn}`, provider: { id: `p${turn}` }, patienceMs: null });
  expect(state(a)).toBe('open');
  attempt('busy', other);
  expect(state(a)).toBe('closed');
});

type Action =
  | { type: 'pass'; ms: number }
  | { type: 'begin' | 'last-resort' }
  | { type: 'end'; which: number; result: AttemptResult; retryAfterMs: number };

const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('pass' as const), ms: fc.oneof(fc.nat(900), fc.nat(8_000), fc.nat(120_000)) }),
  { weight: 4, arbitrary: fc.constant({ type: 'begin' as const }) },
  fc.constant({ type: 'last-resort' as const }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('end' as const),
      which: fc.nat(5),
      result: fc.constantFrom<AttemptResult>(
        'answered',
        'server-error',
        'server-error',
        'busy',
        'cancelled',
        'request',
      ),
      retryAfterMs: fc.oneof(fc.constant(0), fc.nat(20_000)),
    }),
  },
);

/** The rules again, told from a list of all that happened: slow, and nothing remembered but that list. */
function model() {
  const history: { at: number; failed: boolean }[] = [];
  let openUntil: number | null = null;
  let held = -Infinity;
  let opened = 0;
  let closedAt = -Infinity;
  let trial: { ticket: Ticket; lastResort: boolean } | null = null;
  let lastResortAt = -Infinity;
  const reopen = (now: number) => {
    if (openUntil === null && now - closedAt >= minute) opened = 0;
    openUntil = Math.max(openUntil ?? 0, now + Math.min(5_000 * 2 ** opened, 300_000));
    opened += 1;
  };
  const isLive = (now: number) => trial !== null && now - trial.ticket.begunAt < 11 * minute;
  return {
    may: (now: number) => openUntil === null || (now >= openUntil && !isLive(now)),
    mayLastResort: (now: number) => openUntil !== null && now >= held && !isLive(now) && now - lastResortAt >= second,
    begun(ticket: Ticket, lastResort: boolean) {
      if (openUntil === null) return;
      trial = { ticket, lastResort };
      if (lastResort) lastResortAt = ticket.begunAt;
    },
    ended(ticket: Ticket, result: AttemptResult, now: number, retryAfterMs: number) {
      const ending = trial?.ticket === ticket ? trial : null;
      if (ending) trial = null;
      if (result === 'cancelled' || result === 'request') return;
      const failed = result !== 'answered';
      if (openUntil === null) {
        history.push({ at: now, failed });
        const since = history.filter(({ at }) => at >= closedAt);
        const lately = since.filter(({ at }) => Math.floor(at / second) > Math.floor(now / second) - 30);
        const failures = lately.filter((each) => each.failed).length;
        const inRow = since.length >= 5 && since.slice(-5).every((each) => each.failed);
        if (failed && (inRow || (lately.length >= 20 && failures * 2 >= lately.length))) reopen(now);
      } else if (ending && failed && !ending.lastResort) reopen(now);
      else if (ending && !failed) {
        openUntil = now < held ? held : null;
        if (openUntil === null) {
          closedAt = now;
          history.length = 0;
        }
      }
      if (result === 'busy' && retryAfterMs > 0) {
        held = Math.max(held, now + retryAfterMs);
        openUntil = Math.max(openUntil ?? 0, held);
      }
    },
    get openUntil() {
      return openUntil;
    },
    get held() {
      return held;
    },
  };
}

it('does what its rules say, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.array(actions, { maxLength: 150 }), (steps) => {
      const real = createCircuitBreaker(() => 0);
      const told = model();
      const onTheirWay: Ticket[] = [];
      let now = start;
      for (const step of steps) {
        const before = told.held;
        if (step.type === 'pass') now += step.ms;
        if (step.type === 'begin') {
          const ticket = real.begin(a, now);
          expect(ticket !== null).toBe(told.may(now));
          if (ticket) told.begun(ticket, false);
          if (ticket) onTheirWay.push(ticket);
        }
        if (step.type === 'last-resort' && !told.may(now)) {
          const ticket = real.beginLastResort(a, now);
          expect(ticket !== null).toBe(told.mayLastResort(now));
          if (ticket) told.begun(ticket, true);
          if (ticket) onTheirWay.push(ticket);
        }
        const [ending] = step.type === 'end' ? onTheirWay.splice(step.which % Math.max(onTheirWay.length, 1), 1) : [];
        if (step.type === 'end' && ending) {
          real.note(ending, step.result, now, step.retryAfterMs);
          told.ended(ending, step.result, now, step.retryAfterMs);
        }
        expect(real.mayTry(a, now)).toBe(told.may(now));
        expect(real.stateOf(a, now)).toBe(
          told.openUntil === null ? 'closed' : now < told.openUntil ? 'open' : 'half-open',
        );
        expect(real.retryAfterMs([a], now) === 0).toBe(real.mayTry(a, now));
        expect(told.held).toBeGreaterThanOrEqual(before);
        if (now < told.held) expect(real.mayTry(a, now)).toBe(false);
      }
    }),
    { numRuns: 1_000 },
  );
});
