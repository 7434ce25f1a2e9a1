import type { AnswerPart } from '../../exchange/answer';
import type { Signature } from '../../exchange/conversation';
import type { Annotation } from '../../exchange/events';
import { markSignature } from '../provenance';
import type { Block } from './render-turns';
import { safeToolId } from './tool-id';
import { inputObject } from './tool-input';

/** One part of an answer as the blocks the caller is given for it. A text without words is none. */
export function renderBlocks(part: AnswerPart, maker: string): Block[] {
  switch (part.type) {
    case 'text':
      return renderText(part.text, part.annotations, maker);
    case 'refusal':
      return renderText(part.text, [], maker);
    case 'reasoning': {
      const thinking = part.texts.join('\n\n');
      if (part.signature?.kind === 'redacted')
        return [{ type: 'redacted_thinking', data: markSignature(part.signature, maker) }];
      if (thinking === '' && !part.signature) return [];
      return [{ type: 'thinking', thinking, signature: markSignature(part.signature ?? unsigned, maker) }];
    }
    case 'tool-call': {
      const { id, name, kind, input } = part;
      const call = { type: 'tool_use', id, name, input: kind === 'custom' ? { input } : inputObject(input) };
      return part.signature ? [callSignature(part.signature, id, maker), call] : [call];
    }
  }
}

/**
 * A thought that nobody signed gets a mark without a value: clients demand a signature, Anthropic refuses an empty one, and
 * by its mark the thought is known for another's when it comes back (field-failures 19).
 */
export const unsigned: Signature = { kind: 'signature', value: '', id: null, maker: null };

/** Gemini signs calls. A call has no place for it here, so it goes beside it, under the call's id. */
export function callSignature(signature: Signature, callId: string, maker: string): Block {
  return { type: 'redacted_thinking', data: markSignature({ ...signature, id: safeToolId(callId) }, maker) };
}

function renderText(text: string, annotations: readonly Annotation[], maker: string): Block[] {
  if (text === '' && annotations.length === 0) return [];
  if (annotations.length === 0) return [{ type: 'text', text }];
  return [{ type: 'text', text, citations: annotations.map((each) => renderCitation(each, text, maker)) }];
}

/** An address that was cited. Its index is marked, so that it is never sent to Anthropic, who did not make it. */
export function renderCitation({ url, title, start, end }: Annotation, text: string, maker: string): object {
  return {
    type: 'web_search_result_location',
    url,
    title,
    cited_text: start !== null && end !== null ? text.slice(start, end) : '',
    encrypted_index: markSignature(unsigned, maker),
  };
}
