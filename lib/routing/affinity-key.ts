import type { ExchangeRequest } from '../exchange/request';
import { digest } from './digest';

/** What tells a conversation from others, and where that was found. The key holds no word of the conversation. */
export interface AffinityKey {
  from: 'session' | 'cache-key' | 'prefix';
  key: string;
}

/**
 * The headers that name a session: Claude Code's (its published gateway contract; seen of 2.1.197) and Codex's (seen of
 * 0.169, with the same value in `prompt_cache_key`).
 */
export const sessionHeaders = ['x-claude-code-session-id', 'session-id'] as const;

/**
 * Which conversation is this? By the session its client names, else the cache key its caller chose, else the beginning that
 * all its turns share: what was said before the first turn, and the first thing the user said. Null where there is none.
 * `header` reads a request's header by its name in lower case.
 */
export function affinityKey(request: ExchangeRequest, header: (name: string) => string | null): AffinityKey | null {
  for (const name of sessionHeaders) {
    const session = header(name);
    if (session && isName(session)) return { from: 'session', key: `session ${digest(session)}` };
  }
  const cacheKey = request.source.value.prompt_cache_key;
  if (typeof cacheKey === 'string' && isName(cacheKey))
    return { from: 'cache-key', key: `cache-key ${digest(cacheKey)}` };
  const prefix = request.operation === 'embeddings' ? '' : promptPrefix(request.source.value);
  return prefix === '' ? null : { from: 'prefix', key: `prefix ${digest(prefix)}` };
}

/** What is longer is no name, and a shared one of no length would put everybody on one target. */
function isName(text: string): boolean {
  return text.length > 0 && text.length <= 256;
}

/** Of each of the two texts so many characters are read: enough to tell conversations apart, and little to do. */
const MOST_CHARACTERS = 4_096;
const MOST_LOOKS = 1_000;

function promptPrefix(body: Readonly<Record<string, unknown>>): string {
  const turns = [body.messages, body.input].find(Array.isArray) ?? [];
  const first = turns.findIndex((turn) => isObject(turn) && turn.role === 'user');
  const before = turns.slice(0, first === -1 ? 0 : first);
  const instructions = textsOf([body.instructions, body.system, before]);
  const said = textsOf([typeof body.input === 'string' ? body.input : turns[first]]);
  return said === '' ? '' : `${instructions}\u0000${said}`;
}

/** Texts, and the beginnings of images; marks such as `cache_control` move from turn to turn and are not read. */
function textsOf(content: unknown): string {
  const texts: string[] = [];
  const open: unknown[] = [content];
  let left = MOST_CHARACTERS;
  for (let looks = 0; looks < MOST_LOOKS && left > 0 && open.length > 0; looks += 1) {
    const value = open.pop();
    if (typeof value === 'string' && !attribution.test(value)) {
      texts.push(value.slice(0, left));
      left -= value.length + 1;
    } else if (Array.isArray(value)) open.push(...value.slice(0, 64).reverse());
    else if (isObject(value))
      open.push(value.data, value.url, value.source, value.image_url, value.text, value.content);
  }
  return texts.join('\u0001');
}

/** Claude Code's first system block differs with every request (field-failures 22). */
const attribution = /^x-anthropic-billing-header\s*:/;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
