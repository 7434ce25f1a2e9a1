import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { answerMock, type MockAnswer } from './answer';
import { createSwitches, type MockSwitches } from './switches';

export interface MockServer {
  /** Where it really is: `http://127.0.0.1:<port>`. */
  origin: string;
  /** How each of its models behaves, to be changed while it runs. */
  switches: MockSwitches;
  stop(): Promise<void>;
}

/** As a pleasant model talks: between one word and the next. */
const betweenWordsMs = 20;
/** Long enough to be felt, and shorter than any client's patience. */
const slowMs = 5_000;
/** More than the router itself takes in. */
const maxBodyBytes = 256 * 1024 * 1024;

/** The built-in mock provider, on a free port that only this machine can reach. It alone does not keep a process alive. */
export async function startMock(wordMs: number = betweenWordsMs, lateMs: number = slowMs): Promise<MockServer> {
  const switches = createSwitches();
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    answer(incoming, outgoing, { wordMs, lateMs, switches }).catch(() => outgoing.destroy());
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
    switches,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Manner {
  wordMs: number;
  lateMs: number;
  switches: MockSwitches;
}

async function answer(
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  { wordMs, lateMs, switches }: Manner,
): Promise<void> {
  const body = await readBody(incoming);
  const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/';
  const found: MockAnswer =
    body === null
      ? { status: 413, body: '{"error":{"message":"Too large for the demo.","type":"invalid_request_error"}}' }
      : answerMock(incoming.method ?? 'GET', path, body, Date.now(), switches.modeOf);
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  if (found.manner === 'slow') await wait(lateMs, gone.signal);
  if (gone.signal.aborted) return;
  const type = 'body' in found ? 'application/json' : 'text/event-stream';
  outgoing.writeHead(found.status, { 'content-type': type, 'cache-control': 'no-cache' });
  const isCut = found.manner === 'cut';
  if ('frames' in found) await writeFrames(outgoing, isCut ? half(found.frames) : found.frames, wordMs, gone.signal);
  if (!isCut) outgoing.end('body' in found ? found.body : undefined);
  else outgoing.write('body' in found ? half(found.body) : ':\n\n', () => outgoing.destroy());
}

function half<T extends string | string[]>(all: T): T {
  return all.slice(0, Math.ceil(all.length / 2)) as T;
}

/** Ends at once when whoever asked has left: the pause between two words is cut short, and nothing is left waiting. */
async function writeFrames(
  outgoing: http.ServerResponse,
  frames: readonly string[],
  wordMs: number,
  gone: AbortSignal,
): Promise<void> {
  for (const frame of frames) {
    if (gone.aborted) return;
    outgoing.write(frame);
    await wait(wordMs, gone);
  }
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal, ref: false }).catch(() => {});
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
