import type { OperationId } from '../../exchange/request';
import type { ModelGroup, Provider, Target } from '../../snapshot/snapshot';
import { type Call, openServer, type ScriptedServer } from '../../upstream/__fixtures__/scripted-server';
import { handleExchange } from '../handle-exchange';
import { group, secret, snapshot, target, token } from './policy';
import { installRuntime, type TestRuntime } from './runtime';

export type Script = (call: Call) => void;

/** A group `general` of real servers, one a script, tried in that order unless the group says otherwise. */
export interface Stage extends TestRuntime {
  servers: ScriptedServer[];
  open(scripts: readonly Script[], some?: Some): Promise<readonly Target[]>;
  post(body?: object, some?: { headers?: Record<string, string>; signal?: AbortSignal; operation?: OperationId }): Promise<Response>;
  /** What was tried, and how it ended. */
  tries(): Promise<[provider: string, result: string][]>;
  clear(): Promise<void>;
}

interface Some {
  group?: Partial<ModelGroup>;
  provider?: Partial<Provider>;
  model?: Partial<Target['model']>;
  /** By place. */
  models?: readonly Partial<Target['model']>[];
  /** By place. */
  targets?: readonly Partial<Pick<Target, 'weight' | 'priority' | 'enabled'>>[];
}

export async function installStage(): Promise<Stage> {
  const router = await installRuntime();
  const servers: ScriptedServer[] = [];
  return {
    ...router,
    servers,
    async open(scripts, some = {}) {
      const targets: Target[] = [];
      for (const [priority, script] of scripts.entries()) {
        const server = await openServer(script);
        servers.push(server);
        const timeouts = { firstByteMs: 2_000, idleMs: 2_000, totalMs: 5_000 };
        const provider = { baseUrl: server.baseUrl, timeouts, ...some.provider };
        targets.push(target(`place${priority}/small`, { priority, ...some.targets?.[priority], provider, model: { ...some.model, ...some.models?.[priority] } }));
      }
      router.serve(snapshot([group('general', targets, some.group)], { token: token(['general']) }));
      return targets;
    },
    post(body = {}, { headers, signal, operation = 'chat/completions' } = {}) {
      const request = new Request(`http://router.example/v1/${operation}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ model: 'general', messages: [{ role: 'user', content: 'hi' }], ...body }),
        ...(signal ? { signal } : {}),
      });
      return handleExchange(request, 'openai-chat', operation);
    },
    tries: async () => {
      await router.settled();
      return router.records.flatMap(({ tries }) => tries.map((each): [string, string] => [each.provider_id, each.result]));
    },
    async clear() {
      // What a test has begun is no record of the next one's.
      await router.settled().catch(() => {});
      for (const server of servers.splice(0)) await server.close();
      router.records.length = 0;
    },
  };
}

const head = { 'content-type': 'application/json' };

/** A whole answer with this text. */
export const says =
  (text: string, finish = 'stop'): Script =>
  ({ response }) => {
    const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finish }];
    const usage = { prompt_tokens: 10, completion_tokens: 5 };
    response.writeHead(200, head).end(JSON.stringify({ id: 'a', model: 'gpt', choices, usage }));
  };

export const fails =
  (status: number, headers: Record<string, string> = {}): Script =>
  ({ response }) =>
    response.writeHead(status, { ...head, ...headers }).end('{"error":{"message":"no"}}');

/** The connection breaks before an answer. */
export const breaks: Script = ({ request }) => request.socket.destroy();

/** A stream with this text, a chunk a word; `ends` false breaks it off. */
export const streams =
  (text: string, { finish = 'stop', ends = true } = {}): Script =>
  ({ response }) => {
    const chunk = (delta: object, reason: string | null = null) =>
      `data: ${JSON.stringify({ id: 'a', object: 'chat.completion.chunk', model: 'gpt', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
    const words = text === '' ? [] : text.split(/(?<= )/).map((content) => chunk({ content }));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write([chunk({ role: 'assistant' }), ...words].join(''));
    if (ends) response.end(`${chunk({}, finish)}data: [DONE]\n\n`);
    else setImmediate(() => response.destroy());
  };

/** Scripts one after the other, the last of them for good. */
export function inTurn(...scripts: readonly Script[]): Script {
  const left = [...scripts];
  return (call) => (left.length > 1 ? left.shift() : left[0])?.(call);
}
