import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { AttemptMeter } from '../attempt-meter';
import type { Attempt } from '../attempt';
import { exchange, target } from '../../gateway/__fixtures__/policy';

/** What one request met: its body has come, and the test's script answers it. */
export interface Call {
  request: http.IncomingMessage;
  response: http.ServerResponse;
  body: string;
}

export interface ScriptedServer {
  baseUrl: string;
  /** Every call so far, in order. */
  calls: Call[];
  /** The next call to come. */
  nextCall(): Promise<Call>;
  /** Connections that are open. */
  sockets: ReadonlySet<Socket>;
  close(): Promise<void>;
}

/** A real HTTP server on a free loopback port that answers as it is told. */
export async function openServer(script: (call: Call) => void): Promise<ScriptedServer> {
  const calls: Call[] = [];
  const sockets = new Set<Socket>();
  const waiting: ((call: Call) => void)[] = [];
  const server = http.createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of request) pieces.push(piece);
    } catch {
      return;
    }
    const call = { request, response, body: Buffer.concat(pieces).toString() };
    calls.push(call);
    waiting.shift()?.(call);
    script(call);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    nextCall: () => new Promise((resolve) => waiting.push(resolve)),
    sockets,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One try at the model `upstream-small` there. */
export function attemptAt(
  baseUrl: string,
  some: Partial<Omit<Attempt, 'target' | 'request'>> & {
    body?: object;
    timeouts?: Partial<Attempt['target']['provider']['timeouts']>;
    apiKey?: string;
  } = {},
): Attempt {
  const { body, timeouts, apiKey, ...rest } = some;
  return {
    request: exchange(body),
    target: target('local/small', {
      provider: { baseUrl, apiKey: apiKey ?? null, timeouts: { firstByteMs: 5_000, idleMs: 5_000, totalMs: 5_000, ...timeouts } },
    }),
    undeclared: false,
    attemptMs: null,
    marks: false,
    answerId: '00112233445566778899aabbccddeeff',
    createdAt: 1_790_000_000,
    control: { cancel: null },
    meter: new AttemptMeter(),
    ...rest,
  };
}
