/**
 * Where places that speak one dialect differ, each by a name that can be set in the configuration. A quirk changes what is
 * sent to a provider or how its answers are read; it is never guessed from an address.
 */
export const quirks = {
  'max-tokens': 'takes `max_tokens` and not `max_completion_tokens`',
  'no-stream-options': 'refuses `stream_options`; usage comes without being asked for, or not at all',
  'no-developer-role': 'knows no `developer` role: such messages are sent as `system`',
  'system-first-only': 'takes one `system` message and only at the beginning: later ones are sent as the user’s words',
  'think-tags':
    'writes its reasoning into the text, between `<think>` and `</think>`: callers of other dialects get it as reasoning',
  'sends-reasoning-content': 'wants its earlier reasoning back in `reasoning_content`',
  'no-parallel-tool-calls': 'refuses `parallel_tool_calls`',
  'no-strict-tools': 'refuses `strict` on tools',
  'thinking-budgets': 'takes a budget of thinking tokens and neither `adaptive` thinking nor an effort',
  'no-image-urls': 'takes images only in the request itself',
} as const;

export type Quirk = keyof typeof quirks;
export const quirkNames = Object.keys(quirks) as [Quirk, ...Quirk[]];
