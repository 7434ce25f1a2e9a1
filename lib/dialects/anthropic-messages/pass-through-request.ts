import type { RelayContext } from '../dialect';
import { applyEdits, type Edit, removeMembers } from '../json-members';
import { isObject } from '../json-values';
import { type RawReader, readRaw } from '../raw-reader';
import { droppedMembers } from './headers';
import { cleanContent, needsCleaning } from './same-content';

/**
 * The caller's own bytes with the model's name changed, this target's marks taken off its signatures, and whatever another
 * target has signed left out, because Anthropic refuses a thought it did not sign (field-failures 19).
 */
export function renderSameRequest(context: RelayContext): string {
  const { request, upstreamModel, maker } = context;
  const { text, members, value } = request.source;
  const dropped = droppedMembers(context);
  const cleaned = cleanMessages(value.messages, () => readRaw(text, members).member('messages'), maker);
  const offThinking = cleaned?.lostThought === true && isBudgeted(value.thinking) && isInBareLoop(cleaned.contents);
  const edits: Edit[] = removeMembers(members, (name) => dropped.has(name));
  members.forEach(({ name, valueStart, end }) => {
    const replace = (by: string) => edits.push({ start: valueStart, end, text: by });
    if (name === 'model') replace(JSON.stringify(upstreamModel));
    else if (name === 'messages' && cleaned) replace(cleaned.text);
    else if (name === 'thinking' && offThinking) replace('{"type":"disabled"}');
  });
  return applyEdits(text, edits);
}

interface Cleaned {
  text: string;
  lostThought: boolean;
  /** What is left of each message that is left. */
  contents: readonly { role: unknown; types: readonly unknown[] }[];
}

function cleanMessages(messages: unknown, reach: () => RawReader | undefined, maker: string): Cleaned | null {
  if (!Array.isArray(messages) || !messages.some((message) => isObject(message) && needsCleaning(message.content)))
    return null;
  const raw = reach();
  const texts: string[] = [];
  const contents: { role: unknown; types: readonly unknown[] }[] = [];
  let lostThought = false;
  messages.forEach((message: unknown, index) => {
    const reader = raw?.element(index);
    if (!reader || !isObject(message)) return;
    const cleaned = needsCleaning(message.content) ? cleanContent(message.content, reader, maker) : null;
    lostThought ||= cleaned?.lostThought === true;
    // A turn of which nothing is left is left out; Anthropic joins the two around it.
    if (cleaned && cleaned.types.length === 0) return;
    texts.push(cleaned?.text ?? reader.text);
    contents.push({ role: message.role, types: cleaned?.types ?? typesOf(message.content) });
  });
  return { text: `[${texts.join(',')}]`, lostThought, contents };
}

function typesOf(content: unknown): readonly unknown[] {
  return Array.isArray(content) ? content.map((block: unknown) => (isObject(block) ? block.type : null)) : ['text'];
}

function isBudgeted(thinking: unknown): boolean {
  return isObject(thinking) && thinking.type === 'enabled';
}

/** Results of calls whose turn does not begin with a thought any more: with a budget Anthropic refuses that. */
function isInBareLoop(contents: Cleaned['contents']): boolean {
  if (!contents.at(-1)?.types.includes('tool_result')) return false;
  const [first] = contents.findLast(({ role }) => role === 'assistant')?.types ?? [];
  return first !== 'thinking' && first !== 'redacted_thinking';
}
