import type { Tool, ToolChoice } from '../../exchange/conversation';
import { isObject, textOrNull } from '../json-values';
import type { RawReader } from '../raw-reader';
import { parseCacheMark } from './parse-turns';

type Body = Readonly<Record<string, unknown>>;

/** `tools`, and `functions` from before them. Schemas stay as they were written. */
export function parseTools(body: Body, raw: RawReader, foreign: string[]): Tool[] {
  const tools: Tool[] = [];
  if (Array.isArray(body.tools))
    body.tools.forEach((tool: unknown, index) => {
      const parsed = isObject(tool) ? parseTool(tool, raw.member('tools')?.element(index)) : null;
      if (parsed) tools.push(parsed);
      else foreign.push(`tools[${index}]${isObject(tool) ? ` (${String(tool.type)})` : ''}`);
    });
  if (Array.isArray(body.functions))
    body.functions.forEach((wire: unknown, index) => {
      const parsed = isObject(wire) ? parseFunction(wire, raw.member('functions')?.element(index)) : null;
      if (parsed) tools.push(parsed);
      else foreign.push(`functions[${index}]`);
    });
  if (isObject(body.web_search_options))
    tools.push({ type: 'hosted', dialect: 'openai-chat', name: 'web_search', optional: false });
  return tools;
}

function parseTool(tool: Record<string, unknown>, raw: RawReader | undefined): Tool | null {
  if (isObject(tool.function)) {
    const parsed = parseFunction(tool.function, raw?.member('function'));
    return parsed && { ...parsed, cacheMark: parseCacheMark(tool.cache_control) };
  }
  if (!isObject(tool.custom) || typeof tool.custom.name !== 'string') return null;
  const format = isObject(tool.custom.format) ? (raw?.member('custom')?.member('format')?.json() ?? null) : null;
  return {
    type: 'custom',
    name: tool.custom.name,
    namespace: null,
    namespaceDescription: null,
    description: textOrNull(tool.custom.description),
    format,
  };
}

function parseFunction(wire: Record<string, unknown>, raw: RawReader | undefined) {
  if (typeof wire.name !== 'string') return null;
  return {
    type: 'function' as const,
    name: wire.name,
    namespace: null,
    namespaceDescription: null,
    description: textOrNull(wire.description),
    schema: isObject(wire.parameters) ? (raw?.member('parameters')?.json() ?? null) : null,
    strict: typeof wire.strict === 'boolean' ? wire.strict : null,
    cacheMark: null,
  };
}

export function parseToolChoice({ tool_choice, function_call }: Body): ToolChoice | null {
  const choice = tool_choice ?? function_call;
  if (choice === 'auto' || choice === 'none' || choice === 'required') return { type: choice };
  // Some servers' word for `required`.
  if (choice === 'any') return { type: 'required' };
  if (!isObject(choice)) return null;
  const named = (value: unknown, kind: 'function' | 'custom'): ToolChoice | null =>
    isObject(value) && typeof value.name === 'string'
      ? { type: 'tool', name: value.name, namespace: null, kind }
      : null;
  if (isObject(choice.allowed_tools)) return parseAllowed(choice.allowed_tools);
  return named(choice.function, 'function') ?? named(choice.custom, 'custom') ?? named(choice, 'function');
}

function parseAllowed({ mode, tools }: Record<string, unknown>): ToolChoice {
  const names = (Array.isArray(tools) ? tools : [])
    .map((tool: unknown) => (isObject(tool) ? (tool.function ?? tool.custom) : null))
    .map((named: unknown) => (isObject(named) ? textOrNull(named.name) : null))
    .filter((name) => name !== null);
  return { type: 'allowed', mode: mode === 'required' ? 'required' : 'auto', names };
}
