import type { Conversation, Part, Turn } from '../../exchange/conversation';
import type { DialectId } from '../../exchange/dialect-ids';
import type { OperationId } from '../../exchange/request';

/** A request as a client of a dialect writes it, by none of our own renderers. */
export interface WireForm {
  operation: OperationId;
  write(conversation: Conversation): string;
}

/** The shapes a client may choose between: contents as a text or as parts. */
export function wireForms(plain: boolean): Partial<Record<DialectId, WireForm>> {
  const forms = { 'openai-chat': chatBody, 'openai-responses': responsesBody, 'anthropic-messages': messagesBody };
  const operations = {
    'openai-chat': 'chat/completions',
    'openai-responses': 'responses',
    'anthropic-messages': 'messages',
  } as const;
  const form = (dialect: keyof typeof forms): WireForm => ({
    operation: operations[dialect],
    write: (conversation) => forms[dialect](conversation, plain),
  });
  return {
    'openai-chat': form('openai-chat'),
    'openai-responses': form('openai-responses'),
    'anthropic-messages': form('anthropic-messages'),
  };
}

function chatBody({ instructions, turns, tools }: Conversation, plain: boolean): string {
  const raws = openRaws();
  const part = (some: Part) =>
    some.type === 'image'
      ? { type: 'image_url', image_url: { url: dataUrl(some) } }
      : { type: 'text', text: textOf(some) };
  const content = (parts: readonly Part[]) => contentOf(parts, plain, part);
  const messages = turns.flatMap((turn): object[] => {
    const { results, said } = sorted(turn);
    const told = results.map((result) => ({
      role: 'tool',
      tool_call_id: result.callId,
      content: content(result.parts),
    }));
    if (turn.role !== 'assistant')
      return [...told, ...(said.length > 0 ? [{ role: turn.role, content: content(said) }] : [])];
    const { thoughts, calls, prose } = sorted(turn);
    const tool_calls = calls.map(({ id, name, input }) => ({
      id,
      type: 'function',
      function: { name, arguments: input },
    }));
    return [
      {
        role: 'assistant',
        content: prose.length > 0 ? content(prose) : null,
        ...(thoughts.length > 0 ? { reasoning_content: thoughts.join('\n') } : {}),
        ...(calls.length > 0 ? { tool_calls } : {}),
      },
    ];
  });
  return raws.write({
    model: 'general',
    messages: [
      ...instructions.map(({ text }) => ({ role: plain ? 'system' : 'developer', content: text })),
      ...messages,
    ],
    tools: tools.flatMap((tool) =>
      tool.type === 'function'
        ? [
            {
              type: 'function',
              function: { name: tool.name, ...described(tool), parameters: raws.keep(tool.schema?.text) },
            },
          ]
        : [],
    ),
  });
}

function responsesBody({ instructions, turns, tools }: Conversation, plain: boolean): string {
  const raws = openRaws();
  const part = (type: string) => (some: Part) =>
    some.type === 'image' ? { type: 'input_image', image_url: dataUrl(some) } : { type, text: textOf(some) };
  const input = turns.flatMap((turn): object[] => {
    const { thoughts, calls, prose, results, said } = sorted(turn);
    const outputs = results.map(({ callId, parts }) => ({
      type: 'function_call_output',
      call_id: callId,
      output: contentOf(parts, plain, part('input_text')),
    }));
    if (turn.role !== 'assistant') {
      const content = contentOf(said, plain, part('input_text'));
      return [
        ...outputs,
        ...(said.length > 0 ? [{ ...(plain ? {} : { type: 'message' }), role: turn.role, content }] : []),
      ];
    }
    return [
      ...thoughts.map((text, index) => ({
        type: 'reasoning',
        id: `rs_${index}`,
        summary: [{ type: 'summary_text', text }],
      })),
      ...(prose.length > 0
        ? [{ type: 'message', role: 'assistant', content: contentOf(prose, plain, part('output_text')) }]
        : []),
      ...calls.map(({ id, name, input }) => ({ type: 'function_call', call_id: id, name, arguments: input })),
    ];
  });
  return raws.write({
    model: 'general',
    ...(instructions.length > 0 ? { instructions: instructions.map(({ text }) => text).join('\n') } : {}),
    input,
    tools: tools.flatMap((tool) =>
      tool.type === 'function'
        ? [
            {
              type: 'function',
              name: tool.name,
              ...described(tool),
              parameters: raws.keep(tool.schema?.text),
              strict: false,
            },
          ]
        : [],
    ),
  });
}

function messagesBody({ instructions, turns, tools }: Conversation, plain: boolean): string {
  const raws = openRaws();
  const block = (some: Part): object => {
    switch (some.type) {
      case 'image':
        if (some.source.type !== 'base64') throw new Error('not a picture of ours');
        return { type: 'image', source: { type: 'base64', media_type: some.source.mediaType, data: some.source.data } };
      case 'tool-call':
        return { type: 'tool_use', id: some.id, name: some.name, input: raws.keep(some.input) };
      case 'reasoning':
        return { type: 'thinking', thinking: some.texts.join('\n'), signature: '' };
      case 'tool-result': {
        const { callId, isError } = some;
        const content = contentOf(some.parts, plain, block);
        return { type: 'tool_result', tool_use_id: callId, content, ...(isError ? { is_error: true } : {}) };
      }
      default:
        return { type: 'text', text: textOf(some) };
    }
  };
  const blocks = instructions.map(({ text }) => ({ type: 'text', text }));
  return raws.write({
    model: 'general',
    max_tokens: 1000,
    ...(blocks.length > 0 ? { system: plain ? instructions.map(({ text }) => text).join('\n') : blocks } : {}),
    messages: turns.map(({ role, parts }) => ({
      role: role === 'developer' ? 'system' : role,
      content: contentOf(parts, plain, block),
    })),
    tools: tools.flatMap((tool) =>
      tool.type === 'function'
        ? [{ name: tool.name, ...described(tool), input_schema: raws.keep(tool.schema?.text) }]
        : [],
    ),
  });
}

/** The parts of a turn, by where the OpenAI dialects put them. */
function sorted({ parts }: Turn) {
  return {
    thoughts: parts.flatMap((part) => (part.type === 'reasoning' ? part.texts : [])),
    calls: parts.filter((part) => part.type === 'tool-call'),
    prose: parts.filter((part) => part.type === 'text'),
    results: parts.filter((part) => part.type === 'tool-result'),
    said: parts.filter((part) => part.type !== 'tool-result'),
  };
}

function contentOf(parts: readonly Part[], plain: boolean, write: (part: Part) => object): string | object[] {
  const [only] = parts;
  return plain && parts.length === 1 && only?.type === 'text' ? only.text : parts.map(write);
}

function described({ description }: { description: string | null }): { description?: string } {
  return description === null ? {} : { description };
}

function textOf(part: Part): string {
  if (part.type !== 'text') throw new Error(`no text: ${part.type}`);
  return part.text;
}

function dataUrl(part: Part & { type: 'image' }): string {
  if (part.source.type !== 'base64') throw new Error('not a picture of ours');
  return `data:${part.source.mediaType};base64,${part.source.data}`;
}

/** JSON with pieces in it that are written as they are, odd spaces and numbers included. */
function openRaws() {
  const kept: string[] = [];
  return {
    keep: (text = 'null') => `\u0001raw ${kept.push(text) - 1}\u0001`,
    write: (body: object) =>
      JSON.stringify(body).replace(/"\\u0001raw (\d+)\\u0001"/g, (_, index) => kept[Number(index)] ?? ''),
  };
}
