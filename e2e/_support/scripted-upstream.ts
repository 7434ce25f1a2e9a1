import { createHash } from 'node:crypto';
import http from 'node:http';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { answersWith } from './scripts';

/** One request that reached the upstream, and the answer it is about to get. */
export interface UpstreamCall {
  path: string;
  headers: http.IncomingHttpHeaders;
  rawHeaders: string[];
  raw: Buffer;
  sha256: string;
  /** The body as JSON; an empty object where it is none. */
  body: Record<string, unknown>;
  /** `performance.now()` of the moment the peer closed the connection before the answer was over, or null. */
  leftAt: number | null;
  response: http.ServerResponse;
}

/** What the upstream does with a call for one of its models. */
export type Script = (call: UpstreamCall) => unknown;

/** An openai-chat upstream on loopback that does what a test tells it, model by model. */
export interface ScriptedUpstream {
  /** The base URL that a provider declares. */
  readonly url: string;
  /** Calls since the test began, as they came. */
  calls: UpstreamCall[];
  callsFor(model: string): UpstreamCall[];
  /** Until the next test. A model nobody has spoken of answers "pong". */
  when(model: string, script: Script): void;
  forget(): void;
  close(): Promise<void>;
}

/** An upstream for all tests of a file or a `describe`; each test begins with no script and no calls. */
export function useUpstream(): ScriptedUpstream {
  let upstream: ScriptedUpstream | null = null;
  beforeAll(async () => {
    upstream = await startUpstream();
  });
  beforeEach(() => upstream?.forget());
  afterAll(async () => {
    await upstream?.close();
  });
  return new Proxy({} as ScriptedUpstream, {
    get(_target, name) {
      if (!upstream) throw new Error('the upstream has not started');
      return Reflect.get(upstream, name, upstream);
    },
  });
}

export async function startUpstream(): Promise<ScriptedUpstream> {
  const scripts = new Map<string, Script>();
  const calls: UpstreamCall[] = [];
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('error', () => {});
    response.on('error', () => {});
    request.on('end', () => {
      const raw = Buffer.concat(pieces);
      const body = parse(raw);
      const call: UpstreamCall = {
        path: request.url ?? '',
        headers: request.headers,
        rawHeaders: request.rawHeaders,
        raw,
        sha256: createHash('sha256').update(raw).digest('hex'),
        body,
        leftAt: null,
        response,
      };
      response.on('close', () => {
        if (!response.writableFinished) call.leftAt = performance.now();
      });
      calls.push(call);
      const script = scripts.get(String(body.model)) ?? answersWith('pong');
      Promise.resolve(script(call)).catch((error: unknown) => response.destroy(error as Error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    calls,
    callsFor: (model) => calls.filter((call) => call.body.model === model),
    when: (model, script) => void scripts.set(model, script),
    forget() {
      scripts.clear();
      calls.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function parse(raw: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return {};
  }
}
