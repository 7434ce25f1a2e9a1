import { identifyHolder, requireActive } from '../callers/authenticate-caller';
import { Fault } from '../faults/fault';
import type { ModelGroup } from '../snapshot/snapshot';
import { allowedGroups } from './allowed-groups';
import { codexCatalogue } from './codex-catalogue';
import { answerJson, type JsonAnswer, speaksAnthropic } from './endpoint';

/** `GET /v1/models`: the groups this token may use, and nothing about what stands behind them. */
export function handleModelList(request: Request): Promise<Response> {
  return answerJson(request, (runtime) => {
    const snapshot = runtime.snapshot.current();
    const holder = identifyHolder(request.headers, snapshot, Date.now());
    requireActive(holder);
    const groups = allowedGroups(snapshot, holder);
    const query = new URL(request.url).searchParams;
    if (query.has('client_version')) return { body: codexCatalogue(groups) };
    return speaksAnthropic(request) ? listForAnthropic(groups, query) : listForOpenai(groups);
  });
}

/** `GET /v1/models/{id}`: a group that is not allowed and one that does not exist are the same 404. */
export function handleModel(request: Request): Promise<Response> {
  return answerJson(request, (runtime) => {
    const snapshot = runtime.snapshot.current();
    const holder = identifyHolder(request.headers, snapshot, Date.now());
    requireActive(holder);
    const name = nameIn(new URL(request.url).pathname);
    const group = snapshot.groupNames.get(name);
    if (!group || !holder.token.allow.has(group.id)) {
      throw new Fault('not-found', {
        message: 'Your token has no model of that name. GET /v1/models lists those it has.',
        param: 'model',
      });
    }
    return { body: speaksAnthropic(request) ? anthropicModel(group, name) : openaiModel(group, name) };
  });
}

function nameIn(path: string): string {
  const last = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** OpenAI's list: ids alone. Aliases are callable and not listed here (design section 2). */
function listForOpenai(groups: readonly ModelGroup[]): JsonAnswer {
  return { body: { object: 'list', data: groups.map((group) => openaiModel(group, group.id)) } };
}

function openaiModel(group: ModelGroup, id: string) {
  return { id, object: 'model', created: Math.floor(group.createdAt / 1000), owned_by: 'smart-llmrouter' };
}

/**
 * Anthropic's list, with aliases: Claude Code shows only ids that begin with `claude` or `anthropic`, and an alias is how a
 * group gets one. Paged as theirs is: `limit` 1 to 1000 (20 when left out), `after_id`, `before_id`.
 */
function listForAnthropic(groups: readonly ModelGroup[], query: URLSearchParams): JsonAnswer {
  const models = groups.flatMap((group) => [group.id, ...group.aliases].map((name) => anthropicModel(group, name)));
  const limit = readLimit(query.get('limit'));
  const before = query.get('before_id');
  const after = query.get('after_id');
  const beforeIndex = before === null ? -1 : indexOfId(models, before, 'before_id');
  const range =
    before === null
      ? models.slice(after === null ? 0 : indexOfId(models, after, 'after_id') + 1)
      : models.slice(0, beforeIndex);
  const data = before === null ? range.slice(0, limit) : range.slice(-limit);
  return {
    body: {
      data,
      has_more: range.length > data.length,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
    },
  };
}

function anthropicModel(group: ModelGroup, id: string) {
  return { type: 'model', id, display_name: group.title ?? id, created_at: new Date(group.createdAt).toISOString() };
}

function readLimit(value: string | null): number {
  if (value === null) return 20;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new Fault('invalid-request', { message: '"limit" must be a whole number from 1 to 1000.', param: 'limit' });
}

function indexOfId(models: readonly { id: string }[], id: string, param: string): number {
  const index = models.findIndex((model) => model.id === id);
  if (index !== -1) return index;
  throw new Fault('invalid-request', { message: `"${param}" must be an id of the list.`, param });
}
