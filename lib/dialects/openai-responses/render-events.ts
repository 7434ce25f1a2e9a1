import type { ExchangeEvent, FinishReason, Usage } from '../../exchange/events';
import type { EventRenderer, RelayContext } from '../dialect';
import { sequenceBlocks } from '../sequence-blocks';
import { writeJson } from '../write-json';
import { wantsSignatures } from './parse-conversation';
import { type OpenItem, openCall, openReasoning, openSaid, type Say } from './render-blocks';
import { renderError } from './render-fault';
import { reasoningItem } from './render-item';
import { endingOf, type ResponseState, responseObject } from './response-object';

/**
 * A stream of Responses events, as OpenAI's SDKs and Codex put them together: a response is created once and ends once,
 * items come one after the other, and every frame has the next number.
 */
export function openRenderer(context: RelayContext): EventRenderer {
  const proofs = wantsSignatures(context.request.source.value);
  const output: unknown[] = [];
  let text = '';
  let sequence = 0;
  let started = false;
  let item: OpenItem | null = null;
  /** The last item, whose end waits for what comes next: whether it was cut is known only then. */
  let ending: OpenItem | null = null;
  let usage: Usage | null = null;
  let finish: FinishReason = 'stop';

  const say: Say = (type, fields) => {
    text += `event: ${type}\ndata: {"type":"${type}","sequence_number":${sequence++},${fields}}\n\n`;
  };

  function sayResponse(type: string, state: Partial<ResponseState> & Pick<ResponseState, 'status'>): void {
    say(type, `"response":${writeJson(responseObject(context, { output, usage: null, ...state }))}`);
  }

  function start(): void {
    if (started) return;
    started = true;
    sayResponse('response.created', { status: 'in_progress' });
    sayResponse('response.in_progress', { status: 'in_progress' });
  }

  function endItem(status: 'completed' | 'incomplete'): void {
    if (!ending) return;
    const { item: whole, proof } = ending.close(status);
    ending = null;
    output.push(whole);
    if (!proof || !proofs) return;
    const index = output.length;
    const id = `rs_${context.answerId}${index}`;
    say('response.output_item.added', `"output_index":${index},"item":${writeJson(reasoningItem(id, [], null, ''))}`);
    const signed = reasoningItem(id, [], proof, context.maker);
    say('response.output_item.done', `"output_index":${index},"item":${writeJson(signed)}`);
    output.push(signed);
  }

  function openItem(event: ExchangeEvent): OpenItem | null {
    const place = { index: output.length, answerId: context.answerId, say };
    if (event.type === 'text-start') return openSaid('text', place);
    if (event.type === 'refusal-start') return openSaid('refusal', place);
    if (event.type === 'reasoning-start') return openReasoning(place, proofs, context.maker);
    return event.type === 'tool-call-start' ? openCall(event, place) : null;
  }

  const inOrder = sequenceBlocks((event) => {
    if (event.type === 'block-end') {
      ending = item;
      item = null;
    } else if (item) item.step(event);
    else {
      endItem('completed');
      item = openItem(event);
    }
  });

  function step(event: ExchangeEvent): string {
    text = '';
    if (event.type === 'error') return '';
    start();
    if ('block' in event) inOrder(event);
    else if (event.type === 'usage') usage = event.usage;
    else if (event.type === 'finish') finish = event.reason;
    else if (event.type === 'end') end();
    return text;
  }

  function end(): void {
    const state = endingOf(finish);
    endItem(state.status === 'incomplete' ? 'incomplete' : 'completed');
    sayResponse(`response.${state.status}`, { ...state, usage });
  }

  return {
    step,
    fail(fault, faultContext) {
      text = '';
      start();
      sayResponse('response.failed', { status: 'failed', usage, error: renderError(fault, faultContext) });
      return text;
    },
  };
}
