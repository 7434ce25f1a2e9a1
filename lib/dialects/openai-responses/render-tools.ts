import type { Conversation, CustomTool, FunctionTool } from '../../exchange/conversation';
import type { Quirk } from '../../exchange/quirks';
import { RawJson } from '../../exchange/raw-json';

type Wire = Record<string, unknown>;

/** The caller's tools; those of one namespace stand together, where the first of them stood. */
export function renderTools({ tools }: Conversation, quirks: ReadonlySet<Quirk>): Wire[] {
  const wires: Wire[] = [];
  const spaces = new Map<string, Wire[]>();
  for (const tool of tools) {
    if (tool.type === 'hosted') continue;
    const wire = renderTool(tool, quirks);
    if (tool.namespace === null) {
      wires.push(wire);
      continue;
    }
    const known = spaces.get(tool.namespace);
    if (known) {
      known.push(wire);
      continue;
    }
    const inner = [wire];
    spaces.set(tool.namespace, inner);
    wires.push({
      type: 'namespace',
      name: tool.namespace,
      description: tool.namespaceDescription ?? undefined,
      tools: inner,
    });
  }
  return wires;
}

function renderTool(tool: FunctionTool | CustomTool, quirks: ReadonlySet<Quirk>): Wire {
  const named = { name: tool.name, description: tool.description ?? undefined };
  if (tool.type === 'custom') return { type: 'custom', ...named, format: tool.format ?? undefined };
  return {
    type: 'function',
    ...named,
    parameters: tool.schema ?? noParameters,
    // Left out it would be true here, which changes the schema, and false is what every other dialect means.
    strict: quirks.has('no-strict-tools') ? undefined : (tool.strict ?? false),
  };
}

const noParameters = new RawJson('{"type":"object","properties":{}}');

export function renderToolChoice({ toolChoice, tools }: Conversation): unknown {
  if (toolChoice === null) return undefined;
  if (toolChoice.type === 'tool') {
    const { kind, name, namespace } = toolChoice;
    return { type: kind, name, namespace: namespace ?? undefined };
  }
  if (toolChoice.type !== 'allowed') return toolChoice.type;
  const kinds = new Map(tools.map((tool) => [tool.name, tool.type]));
  return {
    type: 'allowed_tools',
    mode: toolChoice.mode,
    tools: toolChoice.names.map((name) => ({ type: kinds.get(name) === 'custom' ? 'custom' : 'function', name })),
  };
}
