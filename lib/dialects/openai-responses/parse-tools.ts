import type { Tool, ToolChoice } from '../../exchange/conversation';
import { isObject, textOrNull } from '../json-values';
import type { RawReader } from '../raw-reader';
import type { Notes } from './notes';

type Body = Readonly<Record<string, unknown>>;

/** The caller's own tools, also those in namespaces, and the names of those that the provider runs. */
export function parseTools(body: Body, raw: RawReader, notes: Notes): Tool[] {
  const wire = raw.member('tools');
  const tools: Tool[] = [];
  const hosted: string[] = [];
  (Array.isArray(body.tools) ? body.tools : []).forEach((tool: unknown, index) => {
    const where = `tools[${index}]`;
    if (!isObject(tool) || typeof tool.type !== 'string') notes.foreign(where);
    else if (tool.type === 'namespace') tools.push(...parseNamespace(tool, where, wire?.element(index), notes));
    else if (tool.type === 'function' || tool.type === 'custom') {
      const parsed = parseOwn(tool, noSpace, wire?.element(index), notes);
      if (parsed) tools.push(parsed);
      else notes.foreign(`${where} (${tool.type})`);
    } else hosted.push(tool.type);
  });
  const isOptional = tools.length > 0;
  const demanded = demandedOf(body.tool_choice);
  for (const name of hosted) {
    const optional = isOptional && !demanded.some((type) => isSameTool(type, name));
    tools.push({ type: 'hosted', dialect: 'openai-responses', name, optional });
  }
  for (const type of demanded)
    if (!hosted.some((name) => isSameTool(type, name))) notes.foreign(`tool_choice (${type})`);
  return tools;
}

interface Space {
  namespace: string | null;
  namespaceDescription: string | null;
}

const noSpace: Space = { namespace: null, namespaceDescription: null };

function parseNamespace(
  tool: Record<string, unknown>,
  where: string,
  raw: RawReader | undefined,
  notes: Notes,
): Tool[] {
  const namespace = textOrNull(tool.name);
  if (namespace === null || !Array.isArray(tool.tools)) {
    notes.foreign(`${where} (namespace)`);
    return [];
  }
  notes.rest(tool, new Set(['type', 'name', 'description', 'tools']), 'tools[].');
  const space: Space = { namespace, namespaceDescription: textOrNull(tool.description) };
  return tool.tools.flatMap((inner: unknown, index) => {
    const parsed = isObject(inner) ? parseOwn(inner, space, raw?.member('tools')?.element(index), notes) : null;
    if (parsed) return [parsed];
    notes.foreign(`${where}.tools[${index}]`);
    return [];
  });
}

function parseOwn(tool: Record<string, unknown>, space: Space, raw: RawReader | undefined, notes: Notes): Tool | null {
  const { type, name, parameters, strict } = tool;
  if (typeof name !== 'string') return null;
  const description = textOrNull(tool.description);
  if (type === 'custom') {
    notes.rest(tool, customMembers, 'tools[].');
    const format = isObject(tool.format) ? (raw?.member('format')?.json() ?? null) : null;
    return { type, name, ...space, description, format };
  }
  if (type !== 'function') return null;
  notes.rest(tool, functionMembers, 'tools[].');
  return {
    type,
    name,
    ...space,
    description,
    schema: isObject(parameters) ? (raw?.member('parameters')?.json() ?? null) : null,
    strict: typeof strict === 'boolean' ? strict : null,
    cacheMark: null,
  };
}

const functionMembers = new Set(['type', 'name', 'description', 'parameters', 'strict']);
const customMembers = new Set(['type', 'name', 'description', 'format']);

export function parseToolChoice({ tool_choice: choice }: Body): ToolChoice | null {
  if (choice === 'auto' || choice === 'none' || choice === 'required') return { type: choice };
  if (!isObject(choice)) return null;
  const { type, name } = choice;
  if ((type === 'function' || type === 'custom') && typeof name === 'string') {
    return { type: 'tool', name, namespace: textOrNull(choice.namespace), kind: type };
  }
  if (type !== 'allowed_tools') return null;
  const names = allowedOf(choice)
    .map((tool) => (isOwn(tool.type) ? textOrNull(tool.name) : null))
    .filter((each) => each !== null);
  return { type: 'allowed', mode: choice.mode === 'required' ? 'required' : 'auto', names };
}

/** The hosted tools that a choice insists on: one by its type, or a list of nothing else. */
function demandedOf(choice: unknown): string[] {
  if (!isObject(choice) || typeof choice.type !== 'string' || isOwn(choice.type)) return [];
  if (choice.type !== 'allowed_tools') return [choice.type];
  const allowed = allowedOf(choice);
  return allowed.some((tool) => isOwn(tool.type)) ? [] : allowed.map((tool) => String(tool.type));
}

function allowedOf({ tools }: Record<string, unknown>): Record<string, unknown>[] {
  return Array.isArray(tools) ? tools.filter(isObject) : [];
}

function isOwn(type: unknown): boolean {
  return type === 'function' || type === 'custom';
}

/** Versions of one tool differ behind its name: `web_search_preview`, `web_search_preview_2025_03_11`. */
function isSameTool(asked: string, given: string): boolean {
  return given === asked || given.startsWith(`${asked}_`) || asked.startsWith(`${given}_`);
}
