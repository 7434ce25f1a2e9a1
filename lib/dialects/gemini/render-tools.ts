import type { Conversation, ToolChoice } from '../../exchange/conversation';

/** Function declarations. `parametersJsonSchema` takes JSON Schema as it is; `parameters` would take a dialect of it. */
export function renderTools({ tools }: Conversation): object[] {
  return tools.flatMap((tool) =>
    tool.type === 'function'
      ? [
          {
            name: tool.name,
            description: tool.description ?? undefined,
            parametersJsonSchema: tool.schema ?? undefined,
          },
        ]
      : [],
  );
}

const modes = { auto: 'AUTO', none: 'NONE', required: 'ANY' } as const;

export function renderToolChoice(choice: ToolChoice | null): object | undefined {
  if (choice === null) return undefined;
  if (choice.type === 'tool') return config('ANY', [choice.name]);
  if (choice.type === 'allowed') return config(choice.mode === 'required' ? 'ANY' : 'VALIDATED', choice.names);
  return config(modes[choice.type]);
}

/** Names are taken with ANY and with VALIDATED, which is AUTO that keeps to them. */
function config(mode: string, allowedFunctionNames?: readonly string[]): object {
  return { functionCallingConfig: { mode, allowedFunctionNames } };
}
