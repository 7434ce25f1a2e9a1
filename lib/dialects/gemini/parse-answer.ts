import type { ExchangeAnswer } from '../../exchange/answer';
import { collectAnswer } from '../collect-answer';
import type { RelayContext } from '../dialect';
import { isObject, parseJson } from '../json-values';
import { openParser } from './parse-events';

/** A whole answer is a stream of one chunk here, and is read as such. Null when it is no answer. */
export function parseAnswer(text: string, context: RelayContext): ExchangeAnswer | null {
  const body = parseJson(text);
  if (!isObject(body) || (!Array.isArray(body.candidates) && !isObject(body.promptFeedback))) return null;
  const parser = openParser(context);
  return collectAnswer([...parser.step(text, null), ...parser.end()]);
}
