import type { SourceBody } from '../exchange/request';
import { Fault } from '../faults/fault';
import { findMembers } from './json-members';
import { isObject } from './json-values';

/** A caller's JSON body: its value, and where its members stand in the text. */
export function readBody(sent: string): { body: Record<string, unknown>; source: SourceBody } {
  // PowerShell and some .NET clients begin with a byte order mark, which is no part of JSON and none of the request's.
  const text = sent.charCodeAt(0) === 0xfeff ? sent.slice(1) : sent;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Fault('invalid-request', {
      message:
        text.trim() === ''
          ? 'The request body is empty; expected a JSON object.'
          : `The request body is not JSON: ${placeOf(error)}`,
    });
  }
  if (!isObject(body)) throw new Fault('invalid-request', { message: 'The request body must be a JSON object.' });
  return { body, source: { text, value: body, members: findMembers(text) } };
}

/** The name of a model group, as the caller wrote it. */
export function readModel(body: Record<string, unknown>): string {
  const { model } = body;
  if (model === undefined || model === null || model === '') throw new Fault('missing-model', { param: 'model' });
  if (typeof model !== 'string') {
    throw new Fault('invalid-request', {
      message: '"model" must be a string: the name of a model group.',
      param: 'model',
    });
  }
  return model;
}

/** V8 quotes the body in its message, and bodies are nobody's business: only the place is kept, where it names one. */
function placeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const place = /at position \d+(?: \(line \d+ column \d+\))?/.exec(message)?.[0];
  if (place) return `unexpected text ${place}.`;
  return message.includes('end of JSON input') ? 'it ends too early.' : 'there is an unexpected character in it.';
}
