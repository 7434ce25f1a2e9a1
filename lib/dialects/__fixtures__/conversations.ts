import fc from 'fast-check';
import type {
  Conversation,
  FunctionTool,
  ImagePart,
  Part,
  TextPart,
  ToolCallPart,
  ToolResultPart,
  Turn,
} from '../../exchange/conversation';
import { RawJson } from '../../exchange/raw-json';
import { parseConversation } from '../openai-chat/parse-conversation';
import { chatRequest } from './context';

/** What a target that is sent a conversation must find in it. */
export interface Told {
  conversation: Conversation;
  texts: readonly string[];
  images: readonly string[];
  tools: readonly { name: string; schema: string }[];
  calls: readonly { id: string; name: string; input: string; result: string }[];
}

const words = fc.string({ unit: 'grapheme', maxLength: 12 });
const value = fc.json({ maxDepth: 2 });
const tool = fc.record({ description: fc.option(words), value });
const call = fc.record({ value, words, image: fc.boolean(), isError: fc.boolean() });
const round = fc.record({
  words,
  image: fc.boolean(),
  instruction: fc.option(words),
  thought: fc.boolean(),
  said: fc.option(words),
  calls: fc.array(call, { maxLength: 3 }),
  isReversed: fc.boolean(),
  /** Does the user say something beside the results? */
  beside: fc.option(words),
});
type Round = typeof round extends fc.Arbitrary<infer Value> ? Value : never;

/** Talks of several rounds with all that every dialect can be told: each text, name and image once, so that it can be found. */
export const conversations: fc.Arbitrary<Told> = fc
  .record({
    system: fc.option(words),
    tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
    rounds: fc.array(round, { minLength: 1, maxLength: 4 }),
    last: words,
  })
  .map(({ system, tools, rounds, last }) => {
    const talk = openTalk();
    const instructions = system === null ? [] : [talk.text(system)];
    const declared = tools.map(({ description, value }) => talk.tool(description, value));
    const turns = [...rounds.flatMap((each) => talk.round(each, declared)), turn('user', talk.text(last))];
    return { conversation: { ...parseConversation(chatRequest()), instructions, tools: declared, turns }, ...talk.told };
  });

function openTalk() {
  let count = 0;
  const told = {
    texts: [] as string[],
    images: [] as string[],
    tools: [] as Told['tools'][number][],
    calls: [] as Told['calls'][number][],
  };

  function text(some: string): TextPart {
    const text = `<${count++}> ${some} .`;
    told.texts.push(text);
    return { type: 'text', text, cacheMark: null };
  }

  function image(): ImagePart {
    const data = `iVBORw0KGgo${String(count++).padStart(5, 'A')}`;
    told.images.push(data);
    return { type: 'image', source: { type: 'base64', mediaType: 'image/png', data }, detail: null, cacheMark: null };
  }

  function tool(description: string | null, value: string): FunctionTool {
    const name = `tool_${count++}`;
    const schema = `{ "type": "object", "properties": {"p": {"const": ${value}}}, "multipleOf": 1.0, "$defs": {} }`;
    told.tools.push({ name, schema });
    const common = { namespace: null, namespaceDescription: null, strict: null, cacheMark: null };
    return { type: 'function', name, description, schema: new RawJson(schema), ...common };
  }

  function round(some: Round, tools: readonly FunctionTool[]): Turn[] {
    const asked = turn('user', text(some.words), ...(some.image ? [image()] : []));
    const instruction = some.instruction === null ? [] : [turn('developer', text(some.instruction))];
    const parts: Part[] = some.said === null && some.calls.length > 0 ? [] : [text(some.said ?? '')];
    if (some.thought) parts.unshift({ type: 'reasoning', texts: ['hm'], isSummary: true, signature: null });
    const results: Part[] = [];
    for (const [index, each] of some.calls.entries()) {
      const id = `call_${count++}`;
      const name = tools[index % tools.length]?.name ?? '';
      const input = `{"v": ${each.value}, "n": 1.0}`;
      parts.push(callOf(id, name, input));
      const said = text(each.words);
      told.calls.push({ id, name, input, result: said.text });
      results.push(resultOf(id, name, each.isError, [said, ...(each.image ? [image()] : [])]));
    }
    const answered = turn('assistant', ...parts);
    if (results.length === 0) return [asked, ...instruction, answered];
    if (some.isReversed) results.reverse();
    const beside = some.beside === null ? [] : [text(some.beside)];
    return [asked, ...instruction, answered, turn('user', ...results, ...beside)];
  }

  return { told, text, tool, round };
}

function turn(role: Turn['role'], ...parts: Part[]): Turn {
  return { role, name: null, parts };
}

function callOf(id: string, name: string, input: string): ToolCallPart {
  return { type: 'tool-call', id, name, namespace: null, kind: 'function', input, signature: null, cacheMark: null };
}

function resultOf(
  callId: string,
  name: string,
  isError: boolean,
  parts: readonly (TextPart | ImagePart)[],
): ToolResultPart {
  return { type: 'tool-result', callId, name, kind: 'function', isError, parts, cacheMark: null };
}
