import type { ExchangeEvent, FinishReason, Usage } from '../../exchange/events';
import type { EventRenderer, RelayContext } from '../dialect';
import { sequenceBlocks } from '../sequence-blocks';
import { renderStopReason } from './map-stop-reason';
import { type OpenBlock, openBlockWriter } from './render-block-events';
import { renderFaultEvent } from './render-fault';
import { renderUsage } from './usage';
import { wantsThinking } from './wants-thinking';

/**
 * The events of a message. Blocks come one after the other, each opened when there is something to put in it: an empty text
 * sent back in the next turn would be refused (field-failures 4).
 */
export function openRenderer(context: RelayContext): EventRenderer {
  const { request, answerId, maker } = context;
  const writer = openBlockWriter(maker);
  const showsThinking = wantsThinking(request);
  const take = sequenceBlocks(emit);
  let started = false;
  let block: OpenBlock | null = null;
  let usage: Usage | null = null;
  let finish: { reason: FinishReason; stopSequence: string | null } = { reason: 'stop', stopSequence: null };
  /** Of the answer as it was sent: what output comes to where the upstream counts none. */
  let written = 0;
  let text = '';

  function step(event: ExchangeEvent): string {
    text = '';
    if (!started) start(event.type === 'start' ? event.usage : null);
    take(event);
    return text;
  }

  function start(known: Usage | null): void {
    started = true;
    const message = {
      id: `msg_${answerId}`,
      type: 'message',
      role: 'assistant',
      model: request.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: renderUsage(known && { ...known, outputTokens: known.outputTokens ?? 1 }, estimate(1)),
    };
    text += `event: message_start\ndata: ${JSON.stringify({ type: 'message_start', message })}\n\n`;
  }

  function emit(event: ExchangeEvent): void {
    switch (event.type) {
      case 'start':
        return;
      case 'usage':
        usage = event.usage;
        return;
      case 'finish':
        finish = event;
        return;
      case 'end':
        text += end();
        return;
      case 'block-end':
        if (block) text += block.end();
        block = null;
        return;
      case 'error':
        return;
      default:
        if ('text' in event) written += event.text.length;
        if (!showsThinking && event.type === 'tool-call-signature') return;
        block ??= !showsThinking && event.type === 'reasoning-start' ? hidden : writer.open(event);
        text += block.write(event);
    }
  }

  function end(): string {
    const open = block?.end() ?? '';
    const delta = {
      stop_reason: renderStopReason(finish.reason),
      stop_sequence: finish.reason === 'stop-sequence' ? finish.stopSequence : null,
    };
    const counted = renderUsage(usage, estimate(Math.ceil(written / 4)));
    const last = JSON.stringify({ type: 'message_delta', delta, usage: counted });
    return `${open}event: message_delta\ndata: ${last}\n\n${messageStop}`;
  }

  function estimate(output: number): { input: number; output: number } {
    return { input: request.inputTokens.likely, output };
  }

  return { step, fail: (fault, faultContext) => renderFaultEvent(fault, faultContext) };
}

const hidden: OpenBlock = { write: () => '', end: () => '' };

export const messageStop = 'event: message_stop\ndata: {"type":"message_stop"}\n\n';
