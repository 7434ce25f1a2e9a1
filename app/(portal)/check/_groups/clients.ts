import type { ClientId } from '@/lib/gateway/contract';

/** The programs that most callers use, and the page that says more about each. */
export const clients: readonly { id: ClientId; name: string; page: string }[] = [
  { id: 'codex', name: 'Codex CLI', page: '/docs/getting-started/codex-cli' },
  { id: 'claude-code', name: 'Claude Code', page: '/docs/getting-started/claude-code-cli' },
  { id: 'openai-sdk', name: 'OpenAI SDK', page: '/docs/getting-started/other-clients#openais-sdk' },
  { id: 'anthropic-sdk', name: 'Anthropic SDK', page: '/docs/getting-started/other-clients#anthropics-sdk' },
];

export function clientName(client: ClientId): string {
  return clients.find(({ id }) => id === client)?.name ?? client;
}

/** As the subject of a sentence. */
export function theClient(client: ClientId): string {
  return client.endsWith('-sdk') ? `The ${clientName(client)}` : clientName(client);
}
