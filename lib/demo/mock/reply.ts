import { type ChatRequest, countImages, functionTools, lastQuestion, textOf } from './chat-request';
import { exampleOf } from './example-of';

/** What the mock says to a request: words, or one tool call. */
export interface Reply {
  text: string | null;
  toolCall: { name: string; arguments: string } | null;
  usage: { input: number; output: number };
}

/** The same request gets the same reply, and the reply says what it is: nobody shall take it for a model's. */
export function replyTo(request: ChatRequest): Reply {
  const tool = chooseTool(request);
  const toolCall = tool && {
    name: tool.function.name,
    arguments: JSON.stringify(exampleOf(tool.function.parameters ?? object)),
  };
  const text = toolCall ? null : (structured(request) ?? words(request));
  const said = toolCall ? `${toolCall.name}${toolCall.arguments}` : (text ?? '');
  return { text, toolCall, usage: { input: estimateInput(request), output: estimate(said) } };
}

const object = { type: 'object' };

/** The tool that must be called, or the one the person names; after a tool's result there is nothing left to call. */
function chooseTool(request: ChatRequest) {
  const { tool_choice: choice, messages } = request;
  const tools = functionTools(request);
  const [first] = tools;
  if (!first || choice === 'none' || messages.at(-1)?.role === 'tool') return null;
  if (choice && typeof choice === 'object')
    return tools.find(({ function: { name } }) => name === choice.function?.name) ?? null;
  const said = new Set(
    lastQuestion(request)
      .toLowerCase()
      .match(/[\w-]+/g),
  );
  const named = tools.find(({ function: { name } }) => said.has(name.toLowerCase()));
  return named ?? (choice === 'required' ? first : null);
}

function structured({ response_format: format }: ChatRequest): string | null {
  if (format?.type === 'json_schema') return JSON.stringify(exampleOf(format.json_schema?.schema ?? object));
  return format?.type === 'json_object' ? JSON.stringify({ from: "the demo's mock provider" }) : null;
}

function words(request: ChatRequest): string {
  const who = `This is the demo's mock provider, model ${request.model}`;
  const last = request.messages.at(-1);
  if (last?.role === 'tool') return `${who}. The tool answered: ${quote(textOf(last))}.`;
  const images = countImages(request);
  const seen =
    images === 0 ? '' : ` You sent ${images === 1 ? 'one image' : `${images} images`}, which a mock cannot see.`;
  const callable = functionTools(request).map(({ function: { name } }) => name);
  const tools = callable.length > 0 ? ` I call a tool when you name it: ${listNames(callable)}.` : '';
  return `${who}: no model has read this, and it costs nothing. You asked: ${quote(lastQuestion(request))}.${seen}${tools}`;
}

/** Agents bring dozens. */
function listNames(names: readonly string[]): string {
  const most = 6;
  return names.length > most
    ? `${names.slice(0, most).join(', ')} or one of ${names.length - most} more`
    : names.join(', ');
}

function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > 200 ? `${line.slice(0, 200)}…` : line}"`;
}

/** Four characters a token is what English comes to. */
function estimate(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}

function estimateInput(request: ChatRequest): number {
  const text = request.messages.reduce((sum, message) => sum + estimate(textOf(message)) + 4, 0);
  const tools = request.tools?.length ? estimate(JSON.stringify(request.tools)) : 0;
  return text + tools + countImages(request) * 85;
}
