import type { Conversation, FunctionTool, ToolChoice } from '../../exchange/conversation';
import type { Quirk } from '../../exchange/quirks';
import { RawJson } from '../../exchange/raw-json';
import { isObject, parseJson } from '../json-values';
import { renderCacheMark } from './cache-mark';

/** The tools this target is offered: of a choice among some, only those. */
export function renderTools({ tools, toolChoice }: Conversation, quirks: ReadonlySet<Quirk>): object[] {
  const allowed = toolChoice?.type === 'allowed' ? new Set(toolChoice.names) : null;
  return tools.flatMap((tool): object[] => {
    // Custom tools have become functions before (lib/dialects/bridge-tools.ts).
    if (tool.type !== 'function' || (allowed && !allowed.has(tool.name))) return [];
    return [
      {
        name: tool.name,
        description: tool.description ?? undefined,
        input_schema: schemaOf(tool),
        strict: tool.strict === true && !quirks.has('no-strict-tools') ? true : undefined,
        cache_control: renderCacheMark(tool.cacheMark),
      },
    ];
  });
}

/** Anthropic demands a schema, and a `type` in it; the rest of the caller's stays as they wrote it (field-failures 7). */
function schemaOf({ schema }: FunctionTool): RawJson {
  const value = schema && parseJson(schema.text);
  if (!schema || !isObject(value)) return emptySchema;
  if (value.type !== undefined) return schema;
  const rest = schema.text.slice(schema.text.indexOf('{') + 1);
  return new RawJson(`{"type":"object"${Object.keys(value).length > 0 ? ',' : ''}${rest}`);
}

const emptySchema = new RawJson('{"type":"object","properties":{}}');

export function renderToolChoice(
  { toolChoice, parallelToolCalls }: Conversation,
  quirks: ReadonlySet<Quirk>,
): object | undefined {
  const parallel = quirks.has('no-parallel-tool-calls') ? null : parallelToolCalls;
  if (toolChoice === null && parallel === null) return undefined;
  const choice = wordsOf(toolChoice ?? { type: 'auto' });
  return parallel === null || choice.type === 'none' ? choice : { ...choice, disable_parallel_tool_use: !parallel };
}

function wordsOf(choice: ToolChoice): { type: string; name?: string } {
  if (choice.type === 'tool') return { type: 'tool', name: choice.name };
  const mode = choice.type === 'allowed' ? choice.mode : choice.type;
  return { type: mode === 'required' ? 'any' : mode };
}
