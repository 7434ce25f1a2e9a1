import { z } from 'zod';

/** As much of a Chat Completions body as the mock looks at; it forgives the rest. */
const part = z.looseObject({ type: z.string(), text: z.string().optional() });

const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(part)]).nullish(),
});

const functionTool = z.looseObject({
  function: z.looseObject({ name: z.string(), parameters: z.record(z.string(), z.unknown()).optional() }),
});
type FunctionTool = z.infer<typeof functionTool>;

/** Tools with free text and those that a provider runs are taken, and never called. */
const tool = z.union([functionTool, z.looseObject({ type: z.string() })]);

export const ChatRequest = z.looseObject({
  model: z.string(),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z
    .union([z.string(), z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })])
    .nullish(),
  response_format: z
    .looseObject({
      type: z.string(),
      json_schema: z.looseObject({ schema: z.record(z.string(), z.unknown()).optional() }).optional(),
    })
    .nullish(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

type Message = z.infer<typeof message>;

/** The tools that the mock can call. */
export function functionTools({ tools }: ChatRequest): FunctionTool[] {
  return (tools ?? []).filter((each): each is FunctionTool => 'function' in each);
}

export function textOf({ content }: Message): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join(' ');
}

export function countImages(request: ChatRequest): number {
  return request.messages
    .flatMap(({ content }) => (Array.isArray(content) ? content : []))
    .filter(({ type }) => type === 'image_url').length;
}

/** The last thing a person said, or nothing: agents put reminders of their own beside it, in tags. */
export function lastQuestion(request: ChatRequest): string {
  const asked = request.messages.findLast(({ role }) => role === 'user');
  return asked ? textOf(asked).replace(/<system-reminder>[\s\S]*?<\/system-reminder>/g, ' ') : '';
}
