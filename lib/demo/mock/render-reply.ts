import type { Reply } from './reply';

/** Who answers, and when: one answer's frames share it. */
export interface Envelope {
  id: string;
  /** Epoch seconds. */
  created: number;
  model: string;
}

/** A reply as one Chat Completions body. */
export function renderWhole(reply: Reply, { id, created, model }: Envelope): string {
  const { text, toolCall } = reply;
  const message = {
    role: 'assistant',
    content: text,
    refusal: null,
    ...(toolCall ? { tool_calls: [{ id: callId(id), type: 'function', function: toolCall }] } : {}),
  };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReason(reply) }];
  return JSON.stringify({ id, object: 'chat.completion', created, model, choices, usage: usageOf(reply) });
}

/** A reply as the frames of a stream, word by word; `[DONE]` is the last. */
export function renderFrames(reply: Reply, envelope: Envelope, includeUsage: boolean): string[] {
  const { id, created, model } = envelope;
  const frame = (choices: unknown[], usage?: unknown) =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices, ...(usage === undefined ? {} : { usage }) })}\n\n`;
  const none = includeUsage ? null : undefined;
  const delta = (change: unknown, finish: string | null = null) =>
    frame([{ index: 0, delta: change, logprobs: null, finish_reason: finish }], none);
  return [
    delta({ role: 'assistant', content: reply.toolCall ? null : '' }),
    ...deltas(reply, id).map((change) => delta(change)),
    delta({}, finishReason(reply)),
    ...(includeUsage ? [frame([], usageOf(reply))] : []),
    'data: [DONE]\n\n',
  ];
}

function deltas({ text, toolCall }: Reply, id: string): unknown[] {
  if (!toolCall) return splitWords(text ?? '').map((content) => ({ content }));
  const first = { index: 0, id: callId(id), type: 'function', function: { name: toolCall.name, arguments: '' } };
  const pieces = toolCall.arguments.match(/[\s\S]{1,12}/g) ?? [];
  return [
    { tool_calls: [first] },
    ...pieces.map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
  ];
}

function splitWords(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}

function finishReason({ toolCall }: Reply): string {
  return toolCall ? 'tool_calls' : 'stop';
}

function callId(id: string): string {
  return id.replace('chatcmpl-', 'call_');
}

function usageOf({ usage: { input, output } }: Reply) {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}
