import type { AnswerPart, ExchangeAnswer } from '../../exchange/answer';
import type { RelayContext } from '../dialect';
import { writeJson } from '../write-json';
import { renderStopReason } from './map-stop-reason';
import { renderBlocks } from './render-block';
import { renderUsage } from './usage';
import { wantsThinking } from './wants-thinking';

/** A whole answer as a message. */
export function renderAnswer(answer: ExchangeAnswer, context: RelayContext): string {
  const shown = wantsThinking(context.request) ? answer.parts : answer.parts.flatMap(withoutThought);
  const content = shown.flatMap((part) => renderBlocks(part, context.maker));
  const estimate = { input: context.request.inputTokens.likely, output: Math.ceil(writeJson(content).length / 4) };
  return writeJson({
    id: `msg_${context.answerId}`,
    type: 'message',
    role: 'assistant',
    model: context.request.model,
    content,
    stop_reason: renderStopReason(answer.finish),
    stop_sequence: answer.finish === 'stop-sequence' ? answer.stopSequence : null,
    usage: renderUsage(answer.usage, estimate),
  });
}

function withoutThought(part: AnswerPart): AnswerPart[] {
  if (part.type === 'reasoning') return [];
  return part.type === 'tool-call' ? [{ ...part, signature: null }] : [part];
}
