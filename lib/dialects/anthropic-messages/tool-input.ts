import { RawJson } from '../../exchange/raw-json';
import { isObject, parseJson } from '../json-values';

/**
 * A call's arguments as the object that Anthropic writes them as. What a model wrote that is no JSON object (cut short, or
 * plain text) stands whole in its one member: the tool's own check then says what is wrong with it.
 */
export function inputObject(text: string): RawJson {
  if (text.trim() === '') return new RawJson('{}');
  return new RawJson(isObject(parseJson(text)) ? text : JSON.stringify({ input: text }));
}
