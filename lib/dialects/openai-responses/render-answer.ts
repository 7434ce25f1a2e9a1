import type { AnswerPart, ExchangeAnswer } from '../../exchange/answer';
import type { RelayContext } from '../dialect';
import { writeJson } from '../write-json';
import { wantsSignatures } from './parse-conversation';
import { callItem, callItemId, messageItem, proofOf, reasoningItem, refusalPart, textPart } from './render-item';
import { endingOf, responseObject } from './response-object';

/** A whole answer as a Response. */
export function renderAnswer(answer: ExchangeAnswer, context: RelayContext): string {
  const ending = endingOf(answer.finish);
  const proofs = wantsSignatures(context.request.source.value);
  const output: unknown[] = [];
  answer.parts.forEach((part, index) => {
    const isCut = ending.status === 'incomplete' && index === answer.parts.length - 1;
    output.push(renderPart(part, isCut ? 'incomplete' : 'completed', output.length, proofs, context));
    if (part.type !== 'tool-call' || !part.signature || !proofs) return;
    const proof = proofOf(part, part.signature);
    if (proof) output.push(reasoningItem(`rs_${context.answerId}${output.length}`, [], proof, context.maker));
  });
  const { usage, serviceTier } = answer;
  return writeJson(responseObject(context, { ...ending, output, usage, serviceTier }));
}

function renderPart(
  part: AnswerPart,
  status: 'completed' | 'incomplete',
  index: number,
  proofs: boolean,
  { answerId, maker }: RelayContext,
): unknown {
  switch (part.type) {
    case 'text': {
      const { text, annotations, logprobs } = part;
      return messageItem(`msg_${answerId}${index}`, status, [
        textPart({ text, annotations, logprobs: logprobs ?? [] }),
      ]);
    }
    case 'refusal':
      return messageItem(`msg_${answerId}${index}`, status, [refusalPart(part.text)]);
    case 'reasoning':
      return reasoningItem(`rs_${answerId}${index}`, part.texts, proofs ? part.signature : null, maker);
    case 'tool-call':
      return callItem(
        callItemId(part, answerId, index),
        status,
        part,
        part.kind === 'function' && part.input.trim() === '' ? '{}' : part.input,
      );
  }
}
