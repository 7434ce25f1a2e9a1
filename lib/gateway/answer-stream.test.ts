import { Dispatcher } from 'undici';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { readChunks } from '../dialects/openai-chat/__fixtures__/chunks';
import { group, secret, snapshot, target } from './__fixtures__/policy';
import { installRuntime, type TestRuntime } from './__fixtures__/runtime';
import { handleExchange } from './handle-exchange';

const [role = '', content = ''] = readChunks('text').map((chunk) => `data: ${chunk}\n\n`);

/** An upstream whose every byte the test sends when it likes. */
class HeldUpstream extends Dispatcher {
  send: (text: string) => void = () => {};
  aborted = false;

  override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const controller = {
      aborted: false,
      paused: false,
      reason: null,
      rawHeaders: null,
      rawTrailers: null,
      pause() {},
      resume() {},
      abort: (reason: Error) => {
        this.aborted = true;
        handler.onResponseError?.(controller, reason);
      },
    };
    this.send = (text) => handler.onResponseData?.(controller, Buffer.from(text));
    handler.onRequestStart?.(controller, {});
    handler.onResponseStart?.(controller, 200, {}, 'OK');
    return true;
  }
}

let router: TestRuntime;
let upstream: HeldUpstream;
beforeAll(async () => {
  router = await installRuntime();
});
beforeEach(() => {
  upstream = new HeldUpstream();
  router.runtime.upstream = upstream;
  // The counter's timers are not the stream's.
  router.runtime.modelTokens = { count: async (texts) => texts.map(({ length }) => length), close: async () => {} };
  router.serve(snapshot([group('general', [target('a/1')])]));
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount(), 'timers that outlive their stream').toBe(0);
  vi.useRealTimers();
});

function begin() {
  return handleExchange(
    new Request('http://router.example/v1/chat/completions', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: '{"model":"general","messages":[],"stream":true}',
    }),
    'openai-chat',
    'chat/completions',
  );
}

async function readerOf(response: Response) {
  const reader = response.body?.getReader();
  return {
    read: async () => new TextDecoder().decode((await reader?.read())?.value as Uint8Array | undefined),
    cancel: () => reader?.cancel(),
  };
}

/** Lets what has come reach the stream; the fake clock stands still. */
const turn = () => vi.advanceTimersByTimeAsync(0);

it('a silent stream says every fifteen seconds that it lives, between frames', async () => {
  const answering = begin();
  await turn();
  upstream.send(role + content);
  const { read, cancel } = await readerOf(await answering);
  expect(await read()).toContain('Blue');
  const next = read();
  upstream.send(content.slice(0, 30));
  await vi.advanceTimersByTimeAsync(14_999);
  let spoken = false;
  void next.then(() => {
    spoken = true;
  });
  await turn();
  expect(spoken).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await next).toBe(': keep-alive\n\n');
  const rest = read();
  upstream.send(content.slice(30));
  expect(await rest).toContain('Blue');
  await cancel();
});

it('a stream that speaks needs no keep-alive', async () => {
  const answering = begin();
  await turn();
  upstream.send(role + content);
  const { read, cancel } = await readerOf(await answering);
  await read();
  for (let frame = 0; frame < 5; frame += 1) {
    const next = read();
    await vi.advanceTimersByTimeAsync(10_000);
    upstream.send(content);
    expect(await next).toContain('Blue');
  }
  await cancel();
});

it('a caller who does not read is sent one keep-alive and no heap of them', async () => {
  const answering = begin();
  await turn();
  upstream.send(role + content);
  const { read, cancel } = await readerOf(await answering);
  await read();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(await read()).toBe(': keep-alive\n\n');
  const next = read();
  upstream.send(content);
  expect(await next).toContain('Blue');
  await cancel();
});

it('a caller who reads nothing for two minutes counts as gone, and their place is free again', async () => {
  const answering = begin();
  await turn();
  upstream.send(role + content);
  const { read } = await readerOf(await answering);
  await read();
  await vi.advanceTimersByTimeAsync(135_000);
  expect(upstream.aborted).toBe(true);
  await expect(read()).rejects.toThrow('does not read');
});

it('a status that is held back goes out with a keep-alive once the hold is over', async () => {
  const answering = begin();
  await vi.advanceTimersByTimeAsync(14_999);
  let answered = false;
  void answering.then(() => {
    answered = true;
  });
  await turn();
  expect(answered).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  const { read, cancel } = await readerOf(await answering);
  expect(await read()).toBe(': keep-alive\n\n');
  const next = read();
  await turn();
  upstream.send(role + content);
  expect(await next).toContain('Blue');
  await cancel();
});
