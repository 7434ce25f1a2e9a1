import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { rawPolicy, routePolicy } from '../__fixtures__/policy';
import type { CompiledPolicy } from '../compiled-policy';
import { runPolicy } from '../run-policy';
import { sampleContext } from '../samples';
import { createSandbox, type Sandbox, type SandboxOptions } from './create-sandbox';
import { uncounted } from './uncounted';

const open: Sandbox[] = [];
afterEach(() => {
  for (const sandbox of open.splice(0)) sandbox.close();
});

async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = createSandbox({ waitMs: 30_000, ...options });
  open.push(sandbox);
  await sandbox.start();
  return sandbox;
}

async function call(sandbox: Sandbox, policy: CompiledPolicy, deadlineMs = 5_000): Promise<string> {
  const result = await runPolicy(policy, sampleContext(), { sandbox, seed: 1, deadlineMs });
  return result.outcome === 'failed' ? result.failure.kind : result.outcome;
}

const good = routePolicy('return { targets: [0] }');
const loops = (count: number) => Array.from({ length: count }, (_, number) => routePolicy(`/* ${number} */ for (;;);`));
const join = routePolicy('return { reason: new Array(4e9).join("") }');
const loop = routePolicy('for (;;);');

describe('a policy that overruns', () => {
  it('is suspended after the third time, told once, counted, and its waiting calls are not run', async () => {
    const told: string[] = [];
    const sandbox = await startSandbox({ onSuspend: (policy) => told.push(policy) });
    const kinds = await Promise.all(Array.from({ length: 20 }, () => call(sandbox, loop, 10)));
    expect(kinds.filter((kind) => kind === 'suspended').length).toBeGreaterThanOrEqual(16);
    expect(told).toEqual([loop.digest]);
    expect(sandbox.suspendedUntil(loop.digest)).toBeGreaterThan(Date.now());
    expect(sandbox.counts(loop.digest)).toMatchObject({ calls: 20, suspensions: 1 });
    const { overran, suspended } = sandbox.counts();
    expect(overran + suspended).toBe(20);
    expect(await call(sandbox, good)).toBe('ordered');
  });

  it('gets one call after a while, which decides', async () => {
    let now = 1_000_000;
    const sandbox = await startSandbox({ now: () => now });
    const wayward = rawPolicy('exports.route = ({ now }) => { if (now < 5) for (;;); return { targets: [0] } };');
    const callAt = async (time: number) => {
      const context = { ...sampleContext(), now: time };
      const result = await runPolicy(wayward, context, { sandbox, seed: 1, deadlineMs: 20 });
      return result.outcome === 'failed' ? result.failure.kind : result.outcome;
    };
    for (let time = 0; time < 3; time += 1) expect(await callAt(0)).toBe('overran');
    expect(await callAt(9)).toBe('suspended');
    now += 30_000;
    expect(await callAt(0)).toBe('overran');
    now += 30_000;
    expect(await callAt(9)).toBe('suspended');
    now += 30_000;
    expect(await callAt(9)).toBe('ordered');
    expect(await callAt(9)).toBe('ordered');
    expect(sandbox.suspendedUntil(wayward.digest)).toBeNull();
  });

  it('is run again at once when it is let, and a mended one is another policy', async () => {
    const sandbox = await startSandbox();
    for (let time = 0; time < 3; time += 1) await call(sandbox, loop, 10);
    expect(await call(sandbox, loop, 10)).toBe('suspended');
    sandbox.resume(loop.digest);
    expect(await call(sandbox, loop, 10)).toBe('overran');
    expect(await call(sandbox, good)).toBe('ordered');
  });

  it('in a native that does not ask loses its thread, and another takes its place', async () => {
    const sandbox = await startSandbox();
    for (let time = 0; time < 3; time += 1) expect(await call(sandbox, join, 10)).toBe('overran');
    const kinds = await Promise.all(Array.from({ length: 10 }, () => call(sandbox, good)));
    expect(new Set(kinds)).toEqual(new Set(['ordered']));
  });

  it('and one that throws or answers nonsense is never suspended', async () => {
    const sandbox = await startSandbox();
    const throws = routePolicy('throw new Error("no")');
    for (let time = 0; time < 30; time += 1) expect(await call(sandbox, throws)).toBe('threw');
    expect(sandbox.counts(throws.digest)).toMatchObject({ suspensions: 0 });
  });
});

describe('what does not count', () => {
  it('is in no figure and suspends nothing, whatever it does', async () => {
    const told: string[] = [];
    const sandbox = await startSandbox({ onSuspend: (policy) => told.push(policy) });
    const before = sandbox.counts();
    const run = { sandbox: uncounted(sandbox), seed: 1, deadlineMs: 10 };
    for (const policy of [...Array(6).fill(loop), routePolicy('throw 1'), routePolicy('return 1')])
      expect(await runPolicy(policy, sampleContext(), run)).toMatchObject({ outcome: 'failed' });
    expect([told, sandbox.suspendedUntil(loop.digest), sandbox.counts()]).toEqual([[], null, before]);
    expect(await call(sandbox, loop, 10)).toBe('overran');
    expect(sandbox.counts(loop.digest)).toMatchObject({ calls: 1, overran: 1 });
  });

  it('is not run where the policy is suspended, and is not the call that ends that', async () => {
    let now = 1_000_000;
    const sandbox = await startSandbox({ now: () => now });
    const explained = async () => {
      const run = { sandbox: uncounted(sandbox), seed: 1, deadlineMs: 10 };
      return await runPolicy(loop, sampleContext(), run);
    };
    for (let time = 0; time < 3; time += 1) await call(sandbox, loop, 10);
    expect(await explained()).toMatchObject({ failure: { kind: 'suspended' } });
    now += 30_000;
    expect(await explained()).toMatchObject({ failure: { kind: 'overran' } });
    expect(sandbox.counts(loop.digest)).toMatchObject({ calls: 3, suspensions: 1 });
    expect(await call(sandbox, loop, 10)).toBe('overran');
    expect(sandbox.counts(loop.digest)).toMatchObject({ calls: 4, suspensions: 2 });
  });
});

describe('while twenty policies loop', () => {
  it('one that is known to be quick is served before all of them', async () => {
    const sandbox = await startSandbox();
    await call(sandbox, good);
    const order: string[] = [];
    const looping = loops(20).map((policy) => call(sandbox, policy, 30).then(() => order.push('loop')));
    const quick = Array.from({ length: 20 }, () => call(sandbox, good).then((kind) => order.push(kind)));
    await Promise.all([...looping, ...quick]);
    // One loop has a thread when the quick ones come, and a second may end while they are served.
    expect(order.slice(0, 20).filter((kind) => kind === 'ordered').length).toBeGreaterThanOrEqual(15);
  });

  it('a new one waits for one of them and not for twenty', async () => {
    const sandbox = await startSandbox();
    const looping = loops(20);
    for (const policy of looping) await call(sandbox, policy, 5);
    const order: string[] = [];
    const all = looping.map((policy) => call(sandbox, policy, 30).then(() => order.push('loop')));
    all.push(call(sandbox, good).then((kind) => order.push(kind)));
    await Promise.all(all);
    expect(order.indexOf('ordered')).toBeLessThanOrEqual(3);
  });
});

describe('a call', () => {
  it('beyond the room there is fails at once, and one that waits too long fails then', async () => {
    const sandbox = await startSandbox({ waiting: { most: 4, mostEach: 2 }, waitMs: 300 });
    const slow = routePolicy('const all = []; for (let i = 0; i < 1e9; i += 1) all[i % 10] = i; return {}');
    const kinds = await Promise.all(Array.from({ length: 6 }, () => call(sandbox, slow, 2_000)));
    expect(kinds.filter((kind) => kind === 'overloaded').length).toBeGreaterThanOrEqual(4);
    expect(sandbox.counts().overloaded).toBeGreaterThanOrEqual(4);
  });

  it('starts the threads it needs when nobody has', async () => {
    const sandbox = createSandbox({ waitMs: 30_000 });
    open.push(sandbox);
    expect(await call(sandbox, good)).toBe('ordered');
  });

  it('ends when the sandbox is closed, running, waiting or new', async () => {
    const sandbox = await startSandbox();
    const running = Array.from({ length: 5 }, () => call(sandbox, loop, 10_000));
    sandbox.close();
    expect(new Set(await Promise.all(running))).toEqual(new Set(['crashed', 'unavailable']));
    expect(await call(sandbox, good)).toBe('unavailable');
  });

  it('fails where no thread can be started, and runs once one can', async () => {
    const sandbox = createSandbox({ waitMs: 500 });
    open.push(sandbox);
    const root = process.cwd();
    process.chdir(tmpdir());
    try {
      expect(await call(sandbox, good)).toBe('unavailable');
      await expect(sandbox.start()).rejects.toThrow();
    } finally {
      process.chdir(root);
    }
    await sandbox.start();
    expect(await call(sandbox, good)).toBe('ordered');
  });
});
