import type { Signature } from '../../exchange/conversation';
import type { Annotation, ExchangeEvent, TokenLogprob } from '../../exchange/events';
import { RawJson } from '../../exchange/raw-json';
import { writeJson } from '../write-json';
import {
  type Call,
  callItem,
  callItemId,
  messageItem,
  proofOf,
  reasoningItem,
  refusalPart,
  renderAnnotation,
  summaryPart,
  textPart,
} from './render-item';

/** Writes a frame of this type; `fields` are the members that follow its type and number. */
export type Say = (type: string, fields: string) => void;

/** One output item while it is written: its frames are said as its events come. */
export interface OpenItem {
  step(event: ExchangeEvent): void;
  /** The item as it is now whole, and what proves a call. */
  close(status: 'completed' | 'incomplete'): { item: unknown; proof: Signature | null };
}

interface Place {
  index: number;
  answerId: string;
  say: Say;
}

/** A message of one part: a text or a refusal. */
export function openSaid(kind: 'text' | 'refusal', { index, answerId, say }: Place): OpenItem {
  const id = `msg_${answerId}${index}`;
  const place = `"item_id":"${id}","output_index":${index},"content_index":0`;
  const annotations: Annotation[] = [];
  const logprobs: TokenLogprob[] = [];
  let text = '';
  const part = () => (kind === 'text' ? textPart({ text, annotations, logprobs }) : refusalPart(text));

  say('response.output_item.added', `"output_index":${index},"item":${writeJson(messageItem(id, 'in_progress', []))}`);
  say('response.content_part.added', `${place},"part":${writeJson(part())}`);

  return {
    step(event) {
      if (event.type === 'text-delta') {
        text += event.text;
        say('response.output_text.delta', `${place},"delta":${JSON.stringify(event.text)},"logprobs":[]`);
      } else if (event.type === 'refusal-delta') {
        text += event.text;
        say('response.refusal.delta', `${place},"delta":${JSON.stringify(event.text)}`);
      } else if (event.type === 'text-logprobs') {
        logprobs.push(...event.logprobs);
      } else if (event.type === 'text-annotation') {
        const annotation = writeJson(renderAnnotation(event.annotation, text.length));
        say(
          'response.output_text.annotation.added',
          `${place},"annotation_index":${annotations.length},"annotation":${annotation}`,
        );
        annotations.push(event.annotation);
      }
    },
    close(status) {
      const whole = part();
      const words = JSON.stringify(text);
      if ('logprobs' in whole)
        say('response.output_text.done', `${place},"text":${words},"logprobs":${writeJson(whole.logprobs)}`);
      else say('response.refusal.done', `${place},"refusal":${words}`);
      say('response.content_part.done', `${place},"part":${writeJson(whole)}`);
      return { item: done(messageItem(id, status, [whole]), index, say), proof: null };
    },
  };
}

/** A thought: each paragraph a summary part, begun when its first words come. */
export function openReasoning({ index, answerId, say }: Place, proofs: boolean, maker: string): OpenItem {
  const id = `rs_${answerId}${index}`;
  const texts: string[] = [];
  let text: string | null = null;
  let signature: Signature | null = null;
  const place = () => `"item_id":"${id}","output_index":${index},"summary_index":${texts.length}`;

  say('response.output_item.added', `"output_index":${index},"item":${writeJson(reasoningItem(id, [], null, ''))}`);

  function endPart(): void {
    if (text === null) return;
    say('response.reasoning_summary_text.done', `${place()},"text":${JSON.stringify(text)}`);
    say('response.reasoning_summary_part.done', `${place()},"part":${writeJson(summaryPart(text))}`);
    texts.push(text);
    text = null;
  }

  return {
    step(event) {
      if (event.type === 'reasoning-break') endPart();
      else if (event.type === 'reasoning-signature') signature = event.signature;
      else if (event.type === 'reasoning-delta') {
        if (text === null) {
          say('response.reasoning_summary_part.added', `${place()},"part":${writeJson(summaryPart(''))}`);
          text = '';
        }
        text += event.text;
        say('response.reasoning_summary_text.delta', `${place()},"delta":${JSON.stringify(event.text)}`);
      }
    },
    close() {
      endPart();
      return { item: done(reasoningItem(id, texts, proofs ? signature : null, maker), index, say), proof: null };
    },
  };
}

/** A call of a function, or of a tool whose input is plain text (field-failures 8). */
export function openCall(call: Call, { index, answerId, say }: Place): OpenItem {
  const id = callItemId(call, answerId, index);
  const place = `"item_id":"${id}","output_index":${index}`;
  const isCustom = call.kind === 'custom';
  const type = isCustom ? 'response.custom_tool_call_input' : 'response.function_call_arguments';
  let input = '';
  let proof: Signature | null = null;

  say(
    'response.output_item.added',
    `"output_index":${index},"item":${writeJson(callItem(id, 'in_progress', call, ''))}`,
  );

  function add(text: string): void {
    input += text;
    say(`${type}.delta`, `${place},"delta":${JSON.stringify(text)}`);
  }

  return {
    step(event) {
      if (event.type === 'tool-call-delta') add(event.text);
      else if (event.type === 'tool-call-signature') proof = proofOf(call, event.signature);
    },
    close(status) {
      // A call without arguments has the arguments `{}` (field-failures 3).
      if (!isCustom && input.trim() === '') add('{}');
      const words = `${isCustom ? 'input' : 'arguments'}":${JSON.stringify(input)}`;
      say(`${type}.done`, isCustom ? `${place},"${words}` : `${place},"name":${JSON.stringify(call.name)},"${words}`);
      return { item: done(callItem(id, status, call, input), index, say), proof };
    },
  };
}

/** The whole item is written once, and stands again in the response's output. */
function done(item: unknown, index: number, say: Say): RawJson {
  const whole = new RawJson(writeJson(item));
  say('response.output_item.done', `"output_index":${index},"item":${whole.text}`);
  return whole;
}
