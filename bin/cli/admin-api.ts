import type { AdminError } from '../../lib/admin/contract';
import { CommandFailed } from './command-failed';
import { explainNoAnswer } from './explain-no-answer';
import { findAdminToken } from './find-admin-token';
import { findServer, type ServerAddress } from './find-server';
import type { Globals, Surroundings } from './surroundings';

/** The admin API of one server, as the commands use it. */
export interface AdminApi {
  readonly server: ServerAddress;
  get<Answer>(path: string, has: keyof Answer & string, query?: Query): Promise<Answer>;
  post<Answer>(path: string, has: keyof Answer & string, body: unknown): Promise<Answer>;
  /** An answer that is no JSON. */
  getText(path: string): Promise<string>;
}

export type Query = Readonly<Record<string, string | undefined>>;

/** A large configuration takes the server seconds; nothing takes it a minute. */
const answerMs = 60_000;

export function openAdminApi(globals: Globals, surroundings: Surroundings): AdminApi {
  const server = findServer(globals, surroundings.environment);
  const token = findAdminToken(server, globals, surroundings);
  const request = (method: string, path: string, body?: unknown) => send(server, token, method, path, body);
  return {
    server,
    async get(path, has, query = {}) {
      return readJson(server, await request('GET', path + renderQuery(query)), has);
    },
    async post(path, has, body) {
      return readJson(server, await request('POST', path, body), has);
    },
    async getText(path) {
      const { type, text } = await request('GET', path);
      if (!/yaml/i.test(type)) throw notARouter(server, 200, type);
      return text;
    },
  };
}

interface Received {
  type: string;
  text: string;
}

async function send(
  server: ServerAddress,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Received> {
  let status: number;
  let received: Received;
  try {
    const response = await fetch(`${server.origin}/api/admin${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json, application/yaml',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A router never redirects; whoever does must not be handed the token.
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMs),
    });
    status = response.status;
    received = { type: response.headers.get('content-type') ?? '', text: await response.text() };
  } catch (error) {
    throw explainNoAnswer(server, error, answerMs);
  }
  if (status >= 200 && status < 300) return received;
  throw refusal(server, status, received);
}

function refusal(server: ServerAddress, status: number, { type, text }: Received): CommandFailed {
  const error = parseJson<Partial<AdminError>>(text)?.error;
  if (!error || typeof error.code !== 'string' || typeof error.message !== 'string')
    return notARouter(server, status, type);
  const requestId = error.request_id;
  if (status === 401) {
    return new CommandFailed('unauthorized', 'unauthorized', `${server.origin} does not take this admin token`, {
      requestId,
      mend: 'Is it this server’s? It reads ROUTER_ADMIN_TOKEN when it starts, or else makes the file admin-token in its data folder.',
    });
  }
  const exit = status >= 500 ? 'unreachable' : 'refused';
  return new CommandFailed(exit, error.code, error.message, { requestId, problems: error.problems ?? [] });
}

function readJson<Answer>(server: ServerAddress, { type, text }: Received, has: keyof Answer & string): Answer {
  const answer = parseJson<Answer>(text);
  // One field of each answer is enough to know a router: what it says beyond that, both ends read in one contract.
  if (typeof answer !== 'object' || answer === null || !(has in answer)) throw notARouter(server, 200, type);
  return answer;
}

function parseJson<Value>(text: string): Value | null {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}

function notARouter(server: ServerAddress, status: number, type: string): CommandFailed {
  const kind = type.split(';')[0]?.trim() || 'no content type';
  const message = `what answers at ${server.origin} is no router with an admin API (it says ${status}, ${kind})`;
  const mend = `The address comes from ${server.source}. If it is right, the server is older than this command line: update it.`;
  return new CommandFailed('unreachable', 'not-a-router', message, { mend });
}

function renderQuery(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
