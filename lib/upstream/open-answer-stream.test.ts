import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readChunks, streamOf } from '../dialects/openai-chat/__fixtures__/chunks';
import { ScriptedDispatcher } from './__fixtures__/scripted-dispatcher';
import { attemptAt, type Call, openServer, type ScriptedServer } from './__fixtures__/scripted-server';
import { createUpstreamAgent } from './agent';
import type { AttemptMeter } from './attempt-meter';
import { AttemptFailure } from './failure';
import { type AnswerStream, openAnswerStream } from './open-answer-stream';

const text = readChunks('text');
const role = `data: ${text[0]}\n\n`;
const content = `data: ${text[1]}\n\n`;

type Some = Parameters<typeof attemptAt>[1];

/** What a caller gets of a stream, and how it ended. */
interface Outcome {
  text: string;
  failure: string | null;
  /** Failed before anything was given out, so that another target may be tried. */
  opened: boolean;
  inputTokens: number | null;
}

async function relay(open: Promise<AnswerStream>, meter?: AttemptMeter): Promise<Outcome> {
  let stream: AnswerStream | null = null;
  let got = '';
  try {
    stream = await open;
    got = stream.first;
    for (let next = await stream.next(); next !== null; next = await stream.next()) got += next;
    return { text: got, failure: null, opened: true, inputTokens: meter?.usage?.inputTokens ?? null };
  } catch (error) {
    if (!(error instanceof AttemptFailure)) throw error;
    return {
      text: got,
      failure: error.failure,
      opened: stream !== null,
      inputTokens: meter?.usage?.inputTokens ?? null,
    };
  } finally {
    stream?.close();
  }
}

/** The pieces exactly as they are, one a turn of the event loop. */
const relayPieces = (pieces: readonly Uint8Array[], some: Some = {}) => {
  const attempt = attemptAt('http://upstream.invalid/v1', { ...some, body: { stream: true, ...some.body } });
  return relay(openAnswerStream(new ScriptedDispatcher(pieces), attempt), attempt.meter);
};
const relayText = (whole: string, some: Some = {}) => relayPieces([Buffer.from(whole)], some);

describe('a stream that ends well', () => {
  it.each(['text', 'tools', 'reasoning', 'azure', 'merged-usage', 'two-choices'])(
    'is relayed to its last word: %s',
    async (name) => {
      const body = name === 'two-choices' ? { n: 2 } : {};
      const got = await relayText(streamOf(readChunks(name)), { body });
      expect(got.failure).toBeNull();
      expect(got.text.endsWith('data: [DONE]\n\n')).toBe(true);
      expect(got.text.split('[DONE]')).toHaveLength(2);
      expect(got.inputTokens).toBeGreaterThan(0);
    },
  );

  it('gets its last word from the router where the upstream forgot it', async () => {
    const got = await relayText(streamOf(text, false));
    expect(got.failure).toBeNull();
    expect(got.text).toBe((await relayText(streamOf(text))).text);
  });

  it('is whole though its last line is not ended', async () => {
    expect(await relayText(streamOf(text).trimEnd())).toEqual(await relayText(streamOf(text)));
  });

  it("is whole though it never says a word: a refusal to speak is the model's", async () => {
    const silent = ['{"choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":"content_filter"}]}'];
    const got = await relayText(streamOf(silent));
    expect(got).toMatchObject({ failure: null, opened: true });
    expect(got.text).toContain('content_filter');
    expect(got.text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('says nothing after its end', async () => {
    const got = await relayText(`${streamOf(text)}${content}`);
    expect(got.text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('is the same with comments between its frames, which are not passed on', async () => {
    const chatty = streamOf(text).replaceAll('\n\n', '\n\n: keep-alive\n\n');
    expect(await relayText(chatty)).toEqual(await relayText(streamOf(text)));
  });
});

describe('the same stream cut into pieces', () => {
  const whole = Buffer.from(streamOf([text[0] ?? '', text[2] ?? '', ...text.slice(3)]));

  it('anywhere, characters of several bytes included, is the same to the caller', async () => {
    const expected = await relayPieces([whole]);
    expect(expected.text).toContain('漢字 😀');
    const cuts = Array.from({ length: whole.length + 1 }, (_, at) => at);
    const got = await Promise.all(cuts.map((at) => relayPieces([whole.subarray(0, at), whole.subarray(at)])));
    for (const [at, outcome] of got.entries()) expect(outcome, `cut at ${at}`).toEqual(expected);
  });

  it('a byte each is the same to the caller', async () => {
    const bytes = Array.from(whole, (_, at) => whole.subarray(at, at + 1));
    expect(await relayPieces(bytes)).toEqual(await relayPieces([whole]));
  });
});

describe('a stream that is cut', () => {
  const whole = streamOf(text);

  it('anywhere before its finish never looks complete', async () => {
    const finish = whole.indexOf('"finish_reason":"stop"');
    const cuts = Array.from({ length: finish }, (_, at) => at);
    const got = await Promise.all(cuts.map((at) => relayText(whole.slice(0, at))));
    for (const [at, outcome] of got.entries()) {
      expect(outcome.failure, `cut at ${at}`).toBe('cut');
      expect(outcome.text).not.toContain('[DONE]');
    }
  });

  it('before its first content has given nothing out', async () => {
    expect(await relayText(role)).toMatchObject({ opened: false, failure: 'cut', text: '' });
    expect(await relayText('')).toMatchObject({ opened: false, failure: 'cut', text: '' });
  });

  it('after it has given out whole frames alone', async () => {
    const got = await relayText(`${role}${content}${content.slice(0, 40)}`);
    expect(got).toMatchObject({ opened: true, failure: 'cut' });
    expect(got.text.match(/^data: .*\n\n/gm)).toHaveLength(2);
  });

  it('in the second of two choices never looks complete', async () => {
    const two = readChunks('two-choices');
    for (const some of [2, 3]) {
      expect(await relayText(streamOf(two.slice(0, some), false), { body: { n: 2 } })).toMatchObject({
        failure: 'cut',
      });
    }
  });
});

describe('a stream that says it failed', () => {
  const failed = 'data: {"error":{"message":"boom","code":"server_error"}}\n\n';

  it('before its first content has given nothing out', async () => {
    expect(await relayText(`${role}${failed}`)).toMatchObject({ opened: false, failure: 'server-error', text: '' });
  });

  it('after it gives out what was good first, however the bytes were cut', async () => {
    const whole = Buffer.from(`${role}${content}${failed}`);
    const expected = await relayPieces([whole]);
    expect(expected).toMatchObject({ opened: true, failure: 'server-error' });
    expect(expected.text).toContain('Blue');
    expect(expected.text).not.toContain('boom');
    for (const at of [role.length, role.length + content.length, whole.length - 10]) {
      expect(await relayPieces([whole.subarray(0, at), whole.subarray(at)])).toEqual(expected);
    }
  });

  it.each([
    ['no JSON', 'data: {"choices":[\n\n'],
    ['a page', 'data: <html>\n\n'],
  ])('by %s is malformed', async (_what, frame) => {
    expect(await relayText(`${role}${frame}`)).toMatchObject({ opened: false, failure: 'malformed' });
    expect(await relayText(`${role}${content}${frame}`)).toMatchObject({ opened: true, failure: 'malformed' });
  });

  it('by answering with a whole body instead is cut: nothing in it is a frame', async () => {
    expect(await relayText('{"choices":[{"message":{"content":"hi"}}]}')).toMatchObject({
      opened: false,
      failure: 'cut',
    });
  });
});

describe('a frame larger than anything real', () => {
  it('ends the stream, after the frames before it', async () => {
    const huge = Buffer.alloc(33 * 1024 * 1024, 'x');
    const got = await relayPieces([Buffer.from(`${role}${content}data: `), huge, Buffer.from('\n\n')]);
    expect(got).toMatchObject({ opened: true, failure: 'malformed' });
    expect(got.text).toContain('Blue');
  });
});

describe('over a real connection', () => {
  let agent: ReturnType<typeof createUpstreamAgent>;
  let server: ScriptedServer;
  beforeEach(() => {
    agent = createUpstreamAgent();
  });
  afterEach(async () => {
    await agent.destroy();
    await server.close();
  });

  const begin = ({ response }: Call) => response.writeHead(200, { 'content-type': 'text/event-stream' });

  async function open(script: (call: Call) => void, some: Some = {}) {
    server = await openServer(script);
    const attempt = attemptAt(server.baseUrl, { ...some, body: { stream: true } });
    return { attempt, opening: openAnswerStream(agent, attempt) };
  }

  const failureOf = async (run: Promise<unknown>) => {
    const error = await run.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return error instanceof AttemptFailure ? [error.failure, error.message] : ['no failure', String(error)];
  };

  it('asks for an event stream, and for usage', async () => {
    const { opening } = await open((call) => begin(call).end(streamOf(text)));
    await relay(opening);
    expect(server.calls[0]?.request.headers.accept).toBe('text/event-stream');
    expect(JSON.parse(server.calls[0]?.body ?? '')).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('is not open before the first content, and is from then on', async () => {
    const { opening } = await open((call) => begin(call).write(role));
    let opened = false;
    void opening.then(() => {
      opened = true;
    });
    await vi.waitFor(() => expect(server.calls).toHaveLength(1));
    expect(opened).toBe(false);
    server.calls[0]?.response.write(content);
    const stream = await opening;
    expect(stream.first).toContain('"role":"assistant"');
    expect(stream.first).toContain('Blue');
    stream.close();
  });

  it.each<[string, string, (call: Call) => void, Some]>([
    ['before the status', 'first byte', () => {}, { timeouts: { firstByteMs: 40 } }],
    ['after the headers', 'first byte', (call) => begin(call).flushHeaders(), { timeouts: { firstByteMs: 40 } }],
    ['before the first content', 'idle', (call) => begin(call).write(role), { timeouts: { idleMs: 40 } }],
    ['before the first content', 'attempt', (call) => begin(call).write(role), { attemptMs: 40 }],
  ])('that stalls %s is given up at the %s deadline, and nothing is given out', async (_where, name, script, some) => {
    const { opening } = await open(script, some);
    expect(await failureOf(opening)).toEqual(['timeout', `${name} deadline of 40 ms passed`]);
    await vi.waitFor(() => expect(server.sockets.size).toBe(0));
  });

  it('that stalls in its middle is given up at the idle deadline', async () => {
    const { opening } = await open((call) => begin(call).write(role + content), {
      timeouts: { idleMs: 40 },
      attemptMs: 1_000,
    });
    const stream = await opening;
    expect(await failureOf(stream.next())).toEqual(['timeout', 'idle deadline of 40 ms passed']);
    await vi.waitFor(() => expect(server.sockets.size).toBe(0));
    stream.close();
  });

  it("outlives the attempt's own deadline once it has content", async () => {
    const { opening } = await open(
      (call) => {
        begin(call).write(role + content);
        setTimeout(() => call.response.end(streamOf(text.slice(3))), 120);
      },
      { attemptMs: 60 },
    );
    expect((await relay(opening)).failure).toBeNull();
  });

  it('that goes on for ever is given up at the total deadline', async () => {
    const { opening } = await open(
      (call) => {
        begin(call);
        const more = setInterval(() => call.response.write(content), 5);
        call.response.once('close', () => clearInterval(more));
      },
      { timeouts: { totalMs: 150 } },
    );
    expect((await relay(opening)).failure).toBe('timeout');
  });

  it.each([
    ['reset', (call: Call) => call.request.socket.resetAndDestroy()],
    ['closed', (call: Call) => call.request.socket.destroy()],
    ['ended', (call: Call) => call.response.end()],
  ])('that is %s in the middle of a frame is cut', async (_how, breakOff) => {
    const { opening } = await open((call) => begin(call).write(role + content + content.slice(0, 20)));
    const stream = await opening;
    const rest = relay(Promise.resolve(stream));
    await vi.waitFor(() => expect(server.calls).toHaveLength(1));
    const [call] = server.calls;
    if (call) breakOff(call);
    expect((await rest).failure).toBe('cut');
  });

  it.each<[string, (call: Call) => void, boolean]>([
    ['before the status', () => {}, false],
    ['after the headers', (call) => begin(call).flushHeaders(), false],
    ['before the first content', (call) => begin(call).write(role), false],
    ['in its middle', (call) => begin(call).write(role + content), true],
  ])('that its caller leaves %s lets the upstream go within a second', async (_where, script, opens) => {
    const { attempt, opening } = await open(script);
    const arrived = server.nextCall();
    const stream = opens ? await opening : null;
    const failing = failureOf(stream ? stream.next() : opening);
    const { request } = server.calls[0] ?? (await arrived);
    const closed = new Promise((resolve) => request.socket.once('close', resolve));
    const left = performance.now();
    attempt.control.cancel?.();
    expect((await failing)[0]).toBe('cancelled');
    await closed;
    expect(performance.now() - left).toBeLessThan(1_000);
  });

  it('that nobody reads on is let go within a second or so, though it never ends', async () => {
    const { opening } = await open((call) => begin(call).write(role + content));
    const stream = await opening;
    stream.close();
    stream.close();
    await vi.waitFor(() => expect(server.sockets.size).toBe(0), { timeout: 2_000 });
  });

  it('makes a fast upstream wait for a slow caller instead of filling memory', async () => {
    let written = 0;
    const { opening } = await open((call) => {
      begin(call);
      const frame = `data: {"choices":[{"index":0,"delta":{"content":"${'x'.repeat(65_536)}"}}]}\n\n`;
      const fill = () => {
        while (!call.response.destroyed && written < 500 * 65_536) {
          written += 65_536;
          if (!call.response.write(frame)) return void call.response.once('drain', fill);
        }
      };
      fill();
    });
    const stream = await opening;
    // However long nobody reads, what the kernel and we hold is all that is taken: 32 MB were to come.
    const taken: number[] = [];
    await vi.waitFor(
      () => {
        taken.push(written);
        expect(taken.length > 3 && taken.at(-1) === taken.at(-4)).toBe(true);
      },
      { interval: 50, timeout: 5_000 },
    );
    expect(written).toBeLessThan(500 * 65_536);
    expect(await stream.next()).not.toBeNull();
    stream.close();
  });
});
