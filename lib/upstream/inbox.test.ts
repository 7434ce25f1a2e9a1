import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AttemptFailure } from './failure';
import { Inbox } from './inbox';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const nothing = () => {};
const bytes = (size: number) => Buffer.alloc(size, 'x');

function openInbox() {
  const inbox = new Inbox();
  const flow: string[] = [];
  inbox.attach({ pause: () => flow.push('pause'), resume: () => flow.push('resume') });
  const read = async (onWait = nothing) => (await inbox.read(onWait))?.toString() ?? null;
  return { inbox, flow, read };
}

describe('an inbox', () => {
  it('gives what has come since it was last read, joined, and then the end', async () => {
    const { inbox, read } = openInbox();
    inbox.put(Buffer.from('a'));
    inbox.put(Buffer.from('b'));
    expect(await read()).toBe('ab');
    inbox.put(Buffer.from('c'));
    inbox.end();
    expect(await read()).toBe('c');
    expect(await read()).toBeNull();
    expect(await read()).toBeNull();
  });

  it('lets its reader wait, and says so', async () => {
    const { inbox, read } = openInbox();
    const onWait = vi.fn();
    inbox.put(Buffer.from('a'));
    await read(onWait);
    expect(onWait).not.toHaveBeenCalled();
    const next = read(onWait);
    expect(onWait).toHaveBeenCalledOnce();
    inbox.put(Buffer.from('b'));
    expect(await next).toBe('b');
    const last = read();
    inbox.end();
    expect(await last).toBeNull();
  });

  it('gives what came before a failure, and then the failure, as often as it is asked', async () => {
    const { inbox, read } = openInbox();
    const failure = new AttemptFailure('cut');
    inbox.put(Buffer.from('a'));
    inbox.fail(failure);
    inbox.put(Buffer.from('late'));
    expect(await read()).toBe('a');
    await expect(read()).rejects.toBe(failure);
    await expect(read()).rejects.toBe(failure);
  });

  it('fails whoever waits', async () => {
    const { inbox, read } = openInbox();
    const next = read();
    inbox.fail(new AttemptFailure('cut'));
    await expect(next).rejects.toThrow('cut');
  });

  it('ends once: what comes after the end is only its echo', async () => {
    const { inbox, read } = openInbox();
    inbox.end();
    inbox.fail(new AttemptFailure('cut'));
    expect(await read()).toBeNull();
  });
});

describe('a reader who falls behind', () => {
  it('makes the upstream wait past the high water, and lets it go on when caught up', async () => {
    const { inbox, flow, read } = openInbox();
    for (let size = 0; size < 256; size += 64) inbox.put(bytes(64 * 1024));
    expect(flow).toEqual([]);
    inbox.put(bytes(1));
    inbox.put(bytes(1));
    expect(flow).toEqual(['pause']);
    expect(await read()).toHaveLength(256 * 1024 + 2);
    expect(flow).toEqual(['pause', 'resume']);
    inbox.put(bytes(300 * 1024));
    expect(flow).toEqual(['pause', 'resume', 'pause']);
  });
});

describe('a rest that nobody reads', () => {
  it('may run out, so that the connection serves again', () => {
    const { inbox, flow } = openInbox();
    const giveUp = vi.fn();
    inbox.put(bytes(300 * 1024));
    inbox.drain(giveUp);
    expect(flow).toEqual(['pause', 'resume']);
    inbox.put(bytes(64 * 1024));
    inbox.drained();
    vi.advanceTimersByTime(10_000);
    expect(giveUp).not.toHaveBeenCalled();
  });

  it('is given up when it is too long', () => {
    const { inbox } = openInbox();
    const giveUp = vi.fn();
    inbox.drain(giveUp);
    inbox.put(bytes(64 * 1024));
    expect(giveUp).not.toHaveBeenCalled();
    inbox.put(bytes(1));
    expect(giveUp).toHaveBeenCalled();
  });

  it('is given up when it takes a second', () => {
    const { inbox } = openInbox();
    const giveUp = vi.fn();
    inbox.drain(giveUp);
    vi.advanceTimersByTime(999);
    expect(giveUp).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(giveUp).toHaveBeenCalledOnce();
  });
});
