import type { Conversation, FilePart, ImagePart, Part, TextPart, Tool, Turn } from '../exchange/conversation';
import { type Feature, features } from '../exchange/features';

/** Which features a request uses, each once, in the order of their table. */
export function featuresOf(conversation: Conversation): Feature[] {
  const used = new Set<Feature>();
  const mark = (feature: Feature, isUsed: unknown) => {
    if (isUsed) used.add(feature);
  };
  const { turns, tools, toolChoice, output, reasoning, sampling, cache, state } = conversation;
  for (const part of conversation.instructions) markPart(part, mark);
  for (const turn of turns) markTurn(turn, mark);
  for (const tool of tools) markTool(tool, mark);
  mark('parallel-tool-calls', conversation.parallelToolCalls !== null && tools.length > 0);
  mark('tool-choice', toolChoice && toolChoice.type !== 'auto' && toolChoice.type !== 'allowed');
  mark('tool-choice-allowed', toolChoice?.type === 'allowed');
  mark('json-object', output.type === 'json-object');
  mark('json-schema', output.type === 'json-schema');
  mark('verbosity', conversation.verbosity);
  mark('reasoning-effort', reasoning.effort !== null || (reasoning.mode !== null && reasoning.budgetTokens === null));
  mark('reasoning-budget', reasoning.budgetTokens !== null);
  mark('reasoning-summary', reasoning.summary);
  mark('temperature', sampling.temperature !== null);
  mark('top-p', sampling.topP !== null);
  mark('top-k', sampling.topK !== null);
  mark('stop', sampling.stop.length > 0);
  mark('seed', sampling.seed !== null);
  mark('penalties', sampling.presencePenalty || sampling.frequencyPenalty);
  mark('logit-bias', sampling.logitBias);
  mark('logprobs', sampling.logprobs);
  mark('several-choices', sampling.choices > 1);
  mark('prefill', turns.at(-1)?.role === 'assistant' && isProse(turns.at(-1)));
  mark('cache-key', cache.key !== null || cache.retention !== null);
  mark('metadata', conversation.metadata);
  mark('end-user', conversation.endUser !== null);
  mark('service-tier', conversation.serviceTier !== null);
  mark('store', state.store === true);
  mark('stored-state', state.previousResponseId !== null);
  mark('foreign-content', conversation.foreign.length > 0);
  mark('other-fields', conversation.unread.length > 0);
  return (Object.keys(features) as Feature[]).filter((feature) => used.has(feature));
}

type Mark = (feature: Feature, isUsed: unknown) => void;

function markTurn(turn: Turn, mark: Mark): void {
  mark('mid-instructions', turn.role === 'system' || turn.role === 'developer');
  mark('participant-names', turn.name !== null);
  for (const part of turn.parts) markPart(part, mark);
}

function markPart(part: Part, mark: Mark): void {
  switch (part.type) {
    case 'text':
      break;
    case 'image':
    case 'file':
      markMedia(part, mark);
      break;
    case 'audio':
      mark('audio-input', true);
      break;
    case 'reasoning':
      mark('reasoning-signature', part.signature);
      mark('reasoning-text', !part.signature && part.texts.some((text) => text !== ''));
      break;
    case 'refusal':
      mark('refusal-history', true);
      break;
    case 'tool-call':
      mark('tools', true);
      mark('custom-tools', part.kind === 'custom');
      mark('namespace-tools', part.namespace !== null);
      mark('reasoning-signature', part.signature);
      break;
    case 'tool-result':
      mark('tools', true);
      mark('tool-error', part.isError);
      for (const inner of part.parts) markResultPart(inner, mark);
  }
  mark('cache-marks', 'cacheMark' in part && part.cacheMark);
}

function markResultPart(part: TextPart | ImagePart | FilePart, mark: Mark): void {
  mark('image-in-tool-result', part.type === 'image');
  mark('file-in-tool-result', part.type === 'file');
  markPart(part, mark);
}

function markMedia(part: ImagePart | FilePart, mark: Mark): void {
  const { type } = part.source;
  if (type === 'id') mark('uploaded-file', true);
  else if (part.type === 'image') mark(type === 'url' ? 'image-url' : 'image-base64', true);
  else mark(type === 'url' ? 'file-url' : type === 'text' ? 'file-text' : 'file-base64', true);
  if (part.type === 'image') mark('image-detail', part.detail !== null);
  else mark('citations', part.citations);
}

function markTool(tool: Tool, mark: Mark): void {
  if (tool.type === 'hosted') {
    mark(tool.optional ? 'optional-hosted-tools' : 'hosted-tools', true);
    return;
  }
  mark('tools', true);
  mark('custom-tools', tool.type === 'custom');
  mark('namespace-tools', tool.namespace !== null);
  if (tool.type === 'function') {
    mark('tool-schema-strict', tool.strict === true);
    mark('cache-marks', tool.cacheMark);
  }
}

/** A turn of the assistant that says something, and not only calls: the beginning of the answer. */
function isProse(turn: Turn | undefined): boolean {
  return turn !== undefined && turn.parts.length > 0 && turn.parts.every((part) => part.type === 'text');
}
