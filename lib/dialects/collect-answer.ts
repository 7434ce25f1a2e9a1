import type { AnswerPart, ExchangeAnswer } from '../exchange/answer';
import type { Signature } from '../exchange/conversation';
import type { Annotation, ExchangeEvent, FinishReason, TokenLogprob, Usage } from '../exchange/events';

interface Building {
  kind: 'text' | 'reasoning' | 'refusal' | 'tool-call';
  texts: string[];
  isSummary: boolean;
  annotations: Annotation[];
  logprobs: TokenLogprob[];
  signature: Signature | null;
  call: (ExchangeEvent & { type: 'tool-call-start' }) | null;
}

/** A whole answer out of the events of one; null where they tell of a failure or of no end. */
export function collectAnswer(events: readonly ExchangeEvent[]): ExchangeAnswer | null {
  const blocks = new Map<number, Building>();
  let usage: Usage | null = null;
  let finish: { reason: FinishReason; stopSequence: string | null } | null = null;
  for (const event of events) {
    if (event.type === 'error') return null;
    if (event.type === 'usage') usage = event.usage;
    else if (event.type === 'start') usage = event.usage ?? usage;
    else if (event.type === 'finish') finish = event;
    else if ('block' in event) build(blocks, event);
  }
  if (finish === null) return null;
  const parts = [...blocks.values()].map(renderPart);
  return { parts, finish: finish.reason, stopSequence: finish.stopSequence, usage, serviceTier: null };
}

function build(blocks: Map<number, Building>, event: ExchangeEvent & { block: number }): void {
  const block = blocks.get(event.block);
  switch (event.type) {
    case 'text-start':
    case 'refusal-start':
    case 'reasoning-start':
    case 'tool-call-start':
      blocks.set(event.block, begin(event));
      break;
    case 'text-delta':
    case 'reasoning-delta':
    case 'refusal-delta':
    case 'tool-call-delta':
      if (block) block.texts.push((block.texts.pop() ?? '') + event.text);
      break;
    case 'reasoning-break':
      block?.texts.push('');
      break;
    case 'reasoning-signature':
    case 'tool-call-signature':
      if (block) block.signature = event.signature;
      break;
    case 'text-annotation':
      block?.annotations.push(event.annotation);
      break;
    case 'text-logprobs':
      block?.logprobs.push(...event.logprobs);
      break;
    case 'block-end':
  }
}

function begin(
  event: ExchangeEvent & { type: 'text-start' | 'refusal-start' | 'reasoning-start' | 'tool-call-start' },
): Building {
  const kind = event.type.replace('-start', '') as Building['kind'];
  const isSummary = event.type === 'reasoning-start' && event.isSummary;
  const call = event.type === 'tool-call-start' ? event : null;
  return { kind, texts: [], isSummary, annotations: [], logprobs: [], signature: null, call };
}

function renderPart({ kind, texts, isSummary, annotations, logprobs, signature, call }: Building): AnswerPart {
  const text = texts.join('');
  if (call) {
    const { id, name, namespace, kind: callKind } = call;
    const input = text === '' && callKind === 'function' ? '{}' : text;
    return { type: 'tool-call', id, name, namespace, kind: callKind, input, signature, cacheMark: null };
  }
  if (kind === 'reasoning') return { type: 'reasoning', texts, isSummary, signature };
  if (kind === 'refusal') return { type: 'refusal', text };
  return { type: 'text', text, annotations, logprobs: logprobs.length > 0 ? logprobs : null };
}
