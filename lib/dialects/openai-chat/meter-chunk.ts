import type { StreamSignal } from '../../exchange/events';
import type { Delivered } from '../delivered';
import { isObject } from '../json-values';
import { codeOf } from './parse-fault';
import { parseUsage } from './usage';

export const doneMarker = '[DONE]';

/**
 * Which choices were begun and which have their finish reason: a stream is whole when the two agree, and are as many as
 * were asked for, because one choice may be finished before the next is begun.
 */
export interface ChunkState {
  asked: number;
  begun: Set<number>;
  finished: Set<number>;
  delivered: Delivered;
}

export function createChunkState(asked: number, delivered: Delivered): ChunkState {
  return { asked, begun: new Set(), finished: new Set(), delivered };
}

/** step(state, chunk) → signals. A chunk without choices is Azure's first one or the usage chunk, and both are well. */
export function meterChunk(state: ChunkState, chunk: Record<string, unknown>): readonly StreamSignal[] {
  if (chunk.error !== undefined && chunk.error !== null) {
    const code = isObject(chunk.error) ? codeOf(chunk.error.code) : null;
    return [{ type: 'error', code }];
  }
  const { choices } = chunk;
  // Nearly every chunk is one choice's next words: it makes no new objects.
  if (!chunk.usage && Array.isArray(choices) && choices.length === 1 && !choices[0]?.finish_reason) {
    return isObject(choices[0]) && beginChoice(state, choices[0]) ? onlyContent : nothing;
  }
  const signals: StreamSignal[] = [];
  if (Array.isArray(choices)) for (const choice of choices) if (isObject(choice)) readChoice(state, choice, signals);
  const usage = parseUsage(chunk.usage);
  if (usage) signals.push({ type: 'usage', usage });
  return signals;
}

const content: StreamSignal = { type: 'content' };
const onlyContent: readonly StreamSignal[] = [content];
const nothing: readonly StreamSignal[] = [];

function readChoice(state: ChunkState, choice: Record<string, unknown>, signals: StreamSignal[]): void {
  if (beginChoice(state, choice)) signals.push(content);
  if (typeof choice.finish_reason !== 'string') return;
  state.finished.add(indexOf(choice));
}

/** Has every choice that was asked for or begun its finish reason? */
export function isWhole({ asked, begun, finished }: ChunkState): boolean {
  return finished.size >= Math.max(begun.size, asked);
}

/** Marks the choice as begun; does its delta hold content? */
function beginChoice(state: ChunkState, choice: Record<string, unknown>): boolean {
  state.begun.add(indexOf(choice));
  if (!isObject(choice.delta) || !hasContent(choice.delta)) return false;
  deliver(choice.delta, state.delivered);
  return true;
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

/** Some servers say one thought under both names. */
function deliver(delta: Record<string, unknown>, delivered: Delivered): void {
  const { content, reasoning_content: thought, reasoning, refusal, tool_calls: calls, function_call: call } = delta;
  if (Array.isArray(content)) for (const part of content) delivered.add(isObject(part) ? part.text : part);
  else delivered.add(content);
  delivered.add(thought || reasoning);
  delivered.add(refusal);
  if (Array.isArray(calls))
    for (const each of calls) if (isObject(each)) deliverCall(each.custom ?? each.function, delivered);
  deliverCall(call, delivered);
}

function deliverCall(call: unknown, delivered: Delivered): void {
  if (!isObject(call)) return;
  delivered.add(call.name);
  const input = call.arguments ?? call.input;
  delivered.add(isObject(input) ? JSON.stringify(input) : input);
}
