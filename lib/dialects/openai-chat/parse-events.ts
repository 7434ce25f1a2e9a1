import type { ExchangeEvent } from '../../exchange/events';
import { isObject } from '../json-values';
import { parseUsage } from './parse-answer';
import { codeOf } from './parse-fault';

export const doneMarker = '[DONE]';

/**
 * Which choices were begun and which have their finish reason: a stream is whole when the two agree, and are as many as
 * were asked for, because one choice may be finished before the next is begun.
 */
export interface ChunkState {
  asked: number;
  begun: Set<number>;
  finished: Set<number>;
}

export function createChunkState(asked: number): ChunkState {
  return { asked, begun: new Set(), finished: new Set() };
}

/** step(state, chunk) → events. A chunk without choices is Azure's first one or the usage chunk, and both are well. */
export function parseChunk(state: ChunkState, chunk: Record<string, unknown>): readonly ExchangeEvent[] {
  if (chunk.error !== undefined && chunk.error !== null) {
    const code = isObject(chunk.error) ? codeOf(chunk.error.code) : null;
    return [{ type: 'error', code }];
  }
  const { choices } = chunk;
  // Nearly every chunk is one choice's next words: it makes no new objects.
  if (!chunk.usage && Array.isArray(choices) && choices.length === 1 && !choices[0]?.finish_reason) {
    return isObject(choices[0]) && beginChoice(state, choices[0]) ? onlyContent : nothing;
  }
  const events: ExchangeEvent[] = [];
  if (Array.isArray(choices)) for (const choice of choices) if (isObject(choice)) readChoice(state, choice, events);
  const usage = parseUsage(chunk.usage);
  if (usage) events.push({ type: 'usage', usage });
  return events;
}

const content: ExchangeEvent = { type: 'content' };
const onlyContent: readonly ExchangeEvent[] = [content];
const nothing: readonly ExchangeEvent[] = [];

function readChoice(state: ChunkState, choice: Record<string, unknown>, events: ExchangeEvent[]): void {
  if (beginChoice(state, choice)) events.push(content);
  if (typeof choice.finish_reason !== 'string') return;
  state.finished.add(indexOf(choice));
  if (state.finished.size >= Math.max(state.begun.size, state.asked))
    events.push({ type: 'finish', reason: choice.finish_reason });
}

/** Marks the choice as begun; does its delta hold content? */
function beginChoice(state: ChunkState, choice: Record<string, unknown>): boolean {
  state.begun.add(indexOf(choice));
  return isObject(choice.delta) && hasContent(choice.delta);
}

function indexOf(choice: Record<string, unknown>): number {
  return typeof choice.index === 'number' ? choice.index : 0;
}

/** The opening chunk holds a role and an empty text: that is no content yet, and a fallback is still possible after it. */
function hasContent(delta: Record<string, unknown>): boolean {
  for (const name in delta) {
    if (name === 'role') continue;
    const value = delta[name];
    if (typeof value === 'string' ? value !== '' : Array.isArray(value) ? value.length > 0 : isObject(value))
      return true;
  }
  return false;
}
