/**
 * Which program is calling, for usage alone: never for a decision. The first product of User-Agent, with the few clients
 * that people know by another name.
 */
export function clientLabel(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const known = labels.get(userAgent);
  if (known !== undefined) return known;
  const label = labelOf(userAgent);
  // Clients are few and their names long; strangers who make up a new one each time fill a small table at most.
  if (labels.size < 1_000) labels.set(userAgent, label);
  return label;
}

const labels = new Map<string, string | null>();

function labelOf(userAgent: string): string | null {
  const product = userAgent.trim().split(/[\s;(]/, 1)[0];
  if (!product) return null;
  const name = product.replace(/\/v?\d.*$/, '').toLowerCase();
  const known = knownClients.find(([begin]) => name.startsWith(begin));
  return known ? known[1] : name.replace(/[^a-z0-9._/-]/g, '').slice(0, 40) || null;
}

const knownClients: readonly (readonly [begin: string, label: string])[] = [
  ['claude-cli', 'claude-code'],
  ['codex', 'codex'],
  ['openai/js', 'openai-node'],
  ['openai/python', 'openai-python'],
  ['asyncopenai/python', 'openai-python'],
  ['anthropic/js', 'anthropic-node'],
  ['anthropic/python', 'anthropic-python'],
  ['asyncanthropic/python', 'anthropic-python'],
  ['ai-sdk', 'ai-sdk'],
  ['python-requests', 'python-requests'],
  ['mozilla', 'browser'],
];
