import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { answerMock, type MockAnswer } from './answer';

export interface MockServer {
  /** Where it really is: `http://127.0.0.1:<port>`. */
  origin: string;
  stop(): Promise<void>;
}

/** As a pleasant model talks: between one word and the next. */
const betweenWordsMs = 20;
/** More than the router itself takes in. */
const maxBodyBytes = 256 * 1024 * 1024;

/** The built-in mock provider, on a free port that only this machine can reach. It alone does not keep a process alive. */
export async function startMock(wordMs: number = betweenWordsMs): Promise<MockServer> {
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    answer(incoming, outgoing, wordMs).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mock provider has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse, wordMs: number): Promise<void> {
  const body = await readBody(incoming);
  const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/';
  const found: MockAnswer =
    body === null
      ? { status: 413, body: '{"error":{"message":"Too large for the demo.","type":"invalid_request_error"}}' }
      : answerMock(incoming.method ?? 'GET', path, body, Date.now());
  if ('body' in found) {
    outgoing.writeHead(found.status, { 'content-type': 'application/json' }).end(found.body);
    return;
  }
  await writeFrames(outgoing, found.frames, wordMs);
}

/** Ends at once when whoever asked has left: the pause between two words is cut short, and nothing is left waiting. */
async function writeFrames(outgoing: http.ServerResponse, frames: readonly string[], wordMs: number): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  for (const frame of frames) {
    if (gone.signal.aborted) return;
    outgoing.write(frame);
    await pause(wordMs, undefined, { signal: gone.signal, ref: false }).catch(() => {});
  }
  outgoing.end();
}

async function readBody(incoming: http.IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
