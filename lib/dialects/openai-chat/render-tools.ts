import type { Conversation } from '../../exchange/conversation';
import type { Quirk } from '../../exchange/quirks';

/** The tools this target is offered: of a choice among some, only those. */
export function renderTools({ tools, toolChoice }: Conversation, quirks: ReadonlySet<Quirk>): object[] {
  const allowed = toolChoice?.type === 'allowed' ? new Set(toolChoice.names) : null;
  return tools.flatMap((tool): object[] => {
    if (tool.type === 'hosted' || (allowed && !allowed.has(tool.name))) return [];
    const named = { name: tool.name, description: tool.description ?? undefined };
    if (tool.type === 'custom') return [{ type: 'custom', custom: { ...named, format: tool.format ?? undefined } }];
    const strict = quirks.has('no-strict-tools') ? undefined : (tool.strict ?? undefined);
    return [{ type: 'function', function: { ...named, parameters: tool.schema ?? undefined, strict } }];
  });
}
