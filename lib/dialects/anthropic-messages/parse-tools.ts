import type { Tool, ToolChoice } from '../../exchange/conversation';
import { isObject, textOrNull } from '../json-values';
import type { RawReader } from '../raw-reader';
import { parseCacheMark } from './cache-mark';

type Body = Readonly<Record<string, unknown>>;

/** Tools without a `type` are the caller's own; those with a dated one are Anthropic's. Schemas stay as they were written. */
export function parseTools(body: Body, raw: RawReader | undefined, foreign: string[], unread: string[]): Tool[] {
  if (!Array.isArray(body.tools)) return [];
  const hasOwn = body.tools.some(isOwn);
  const unknown = new Set<string>();
  const tools = body.tools.flatMap((tool: unknown, index): Tool[] => {
    if (!isObject(tool) || typeof tool.name !== 'string' || isClientSide(tool)) {
      const type = isObject(tool) ? ` (${String(tool.type)})` : '';
      foreign.push(`tools[${index}]${type}`);
      return [];
    }
    if (!isOwn(tool)) {
      const optional = hasOwn && !isForced(body.tool_choice, tool.name);
      return [{ type: 'hosted', dialect: 'anthropic-messages', name: tool.name, optional }];
    }
    for (const name of Object.keys(tool)) if (!readMembers.has(name)) unknown.add(`tools[].${name}`);
    const schema = isObject(tool.input_schema) ? raw?.element(index)?.member('input_schema')?.json() : null;
    return [
      {
        type: 'function',
        name: tool.name,
        namespace: null,
        namespaceDescription: null,
        description: textOrNull(tool.description),
        schema: schema ?? null,
        strict: typeof tool.strict === 'boolean' ? tool.strict : null,
        cacheMark: parseCacheMark(tool.cache_control),
      },
    ];
  });
  unread.push(...unknown);
  return tools;
}

const readMembers = new Set(['type', 'name', 'description', 'input_schema', 'strict', 'cache_control']);

function isOwn(tool: unknown): boolean {
  return isObject(tool) && (tool.type === undefined || tool.type === null || tool.type === 'custom');
}

/** Anthropic's own tools that the client carries out: their schema is known to Claude alone. */
function isClientSide({ type }: Body): boolean {
  return typeof type === 'string' && /^(bash|text_editor|computer|browser|memory)_/.test(type);
}

function isForced(choice: unknown, name: string): boolean {
  return isObject(choice) && choice.type === 'tool' && choice.name === name;
}

export function parseToolChoice(choice: unknown): ToolChoice | null {
  if (!isObject(choice)) return null;
  if (choice.type === 'auto' || choice.type === 'none') return { type: choice.type };
  if (choice.type === 'any') return { type: 'required' };
  if (choice.type !== 'tool' || typeof choice.name !== 'string') return null;
  return { type: 'tool', name: choice.name, namespace: null, kind: 'function' };
}

export function parseParallel(choice: unknown): boolean | null {
  if (!isObject(choice) || typeof choice.disable_parallel_tool_use !== 'boolean') return null;
  return !choice.disable_parallel_tool_use;
}
