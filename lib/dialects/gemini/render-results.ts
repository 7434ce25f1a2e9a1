import type { TextPart, ToolResultPart } from '../../exchange/conversation';
import { RawJson } from '../../exchange/raw-json';
import { isObject, parseJson } from '../json-values';
import { renderPart } from './render-parts';

/** The names of the calls made so far, by their ids and in their order: a response is told by its function's name. */
export type CallNames = Map<string, string>;

export function renderResult(result: ToolResultPart, names: CallNames): object {
  const name = names.get(result.callId) ?? result.name ?? result.callId;
  return { functionResponse: { id: result.callId, name, response: renderResponse(result) } };
}

/** A response is an object: a tool that gave one gives it as it is, any other text stands in one. */
function renderResponse({ parts, isError }: ToolResultPart): object {
  const text = parts
    .filter((part): part is TextPart => part.type === 'text')
    .map((part) => part.text)
    .join('\n\n');
  const hasMedia = parts.some((part) => part.type !== 'text');
  const words = text === '' && hasMedia ? 'The result follows.' : text;
  if (isError) return { error: words };
  return isObject(parseJson(words)) ? new RawJson(words) : { result: words };
}

/** Older models take no media inside a response (field-failures 6): it follows in the same content. */
export function renderResultMedia({ parts, callId }: ToolResultPart): object[] {
  const media = parts.filter((part) => part.type !== 'text').flatMap(renderPart);
  return media.length === 0 ? [] : [{ text: `The result of the tool call ${callId}:` }, ...media];
}
