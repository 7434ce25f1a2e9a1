import { expect, it } from 'vitest';
import { clientLabel } from './client-label';

it.each([
  ['claude-cli/2.1.0 (external, cli)', 'claude-code'],
  ['codex_cli_rs/0.50.0 (Debian 12; x86_64) unknown', 'codex'],
  ['codex-tui/0.80.0', 'codex'],
  ['OpenAI/JS 6.49.0', 'openai-node'],
  ['OpenAI/Python 2.8.1', 'openai-python'],
  ['AsyncOpenAI/Python 2.8.1', 'openai-python'],
  ['Anthropic/JS 0.70.0', 'anthropic-node'],
  ['AsyncAnthropic/Python 0.70.0', 'anthropic-python'],
  ['ai-sdk/openai/3.0.0 ai-sdk/provider-utils/4.0.0 runtime/node.js/20', 'ai-sdk'],
  ['python-requests/2.32.3', 'python-requests'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', 'browser'],
  ['curl/8.5.0', 'curl'],
  ['node', 'node'],
  ['My Program/1.0', 'my'],
  ['tool/v2.0', 'tool'],
  ['  spaced/1.0 ', 'spaced'],
  ['weird\u00e9<script>/1.0', 'weirdscript'],
  [`${'a'.repeat(500)}/1.0`, 'a'.repeat(40)],
  ['(nothing but a comment)', null],
  ['é', null],
  ['', null],
  ['   ', null],
  [null, null],
])('calls %j %j', (userAgent, label) => {
  expect(clientLabel(userAgent)).toBe(label);
});
