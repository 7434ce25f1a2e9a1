import type { Conversation, Part, ReasoningPart, ToolCallPart, Turn } from '../../exchange/conversation';
import { RawJson } from '../../exchange/raw-json';
import type { RelayContext } from '../dialect';
import { isObject, parseJson } from '../json-values';
import { asReminder } from '../reminder';
import { renderPart } from './render-parts';
import { type CallNames, renderResult, renderResultMedia } from './render-results';

type Content = { role: 'user' | 'model'; parts: object[] };

/**
 * Turns as contents. What one side says in several turns is one content: the responses to parallel calls must all stand in
 * the content right after those calls, first of all.
 */
export function renderTurns({ turns }: Conversation, { upstreamModel }: RelayContext): Content[] {
  const loopStart = turns.findLastIndex((turn) => turn.role === 'user' && !turn.parts.some(isResult));
  const names: CallNames = new Map();
  const contents: Content[] = [];
  for (let from = 0; from < turns.length; ) {
    const role = roleOf(turns[from]);
    let to = from + 1;
    while (to < turns.length && roleOf(turns[to]) === role) to += 1;
    const group = turns.slice(from, to);
    const parts =
      role === 'user'
        ? renderUser(group, names)
        : renderModel(group, names, from > loopStart && wantsProof(upstreamModel));
    if (parts.length > 0) addParts(contents, role, parts);
    from = to;
  }
  // A conversation begins with its user; one that does not would be refused.
  if (contents[0]?.role === 'model') contents.unshift({ role: 'user', parts: [{ text: '.' }] });
  return contents;
}

function roleOf(turn: Turn | undefined): 'user' | 'model' {
  return turn?.role === 'assistant' ? 'model' : 'user';
}

/** Where a whole turn had nothing to say, its neighbours are of one role. */
function addParts(contents: Content[], role: Content['role'], parts: object[]): void {
  const last = contents.at(-1);
  if (last?.role === role) last.parts.push(...parts);
  else contents.push({ role, parts });
}

function isResult(part: Part): boolean {
  return part.type === 'tool-result';
}

function renderUser(turns: readonly Turn[], names: CallNames): object[] {
  const results = turns.flatMap((turn) => turn.parts.filter((part) => part.type === 'tool-result'));
  // In the order of their calls: older models join the two by their place.
  const order = [...names.keys()];
  results.sort((a, b) => order.indexOf(a.callId) - order.indexOf(b.callId));
  return [
    ...results.map((result) => renderResult(result, names)),
    ...results.flatMap(renderResultMedia),
    ...turns.flatMap((turn) =>
      turn.parts.flatMap((part) => {
        const isInstruction = turn.role !== 'user' && part.type === 'text' && part.text !== '';
        return isInstruction ? [{ text: asReminder(part.text) }] : renderPart(part);
      }),
    ),
  ];
}

/**
 * Gemini 3 refuses a step of the current loop whose first call is not signed. For calls that another model made Google's
 * documents name a word that stands for the signature: https://ai.google.dev/gemini-api/docs/thought-signatures
 */
function renderModel(turns: readonly Turn[], names: CallNames, needsProof: boolean): object[] {
  let isFirst = true;
  return turns.flatMap((turn) =>
    turn.parts.flatMap((part): object[] => {
      if (part.type === 'reasoning') return renderReasoning(part);
      if (part.type !== 'tool-call') return renderPart(part);
      names.set(part.id, part.name);
      const standIn = needsProof && isFirst ? 'skip_thought_signature_validator' : undefined;
      isFirst = false;
      return [{ functionCall: renderCall(part), thoughtSignature: proofOf(part) ?? standIn }];
    }),
  );
}

/** Earlier generations want no signature, and are not said to know the word. */
function wantsProof(model: string): boolean {
  return !/^(models\/)?(gemini-[12]\b|gemma)/.test(model);
}

function proofOf({ signature }: ReasoningPart | ToolCallPart): string | undefined {
  return signature?.kind === 'thought' ? signature.value : undefined;
}

/** A signature without a text belonged to what was said after the thought. A text without a signature is nothing to Gemini. */
function renderReasoning(part: ReasoningPart): object[] {
  const thoughtSignature = proofOf(part);
  if (thoughtSignature === undefined) return [];
  const text = part.texts.join('\n\n');
  return [text === '' ? { text, thoughtSignature } : { text, thought: true, thoughtSignature }];
}

function renderCall({ id, name, input }: ToolCallPart): object {
  const isJsonObject = isObject(parseJson(input));
  // What a model wrote and is no JSON object is still what it wrote.
  return { id, name, args: isJsonObject ? new RawJson(input) : input.trim() === '' ? {} : { input } };
}
