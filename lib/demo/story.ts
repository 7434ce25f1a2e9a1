/**
 * What a terminal tells of a server that has just started. Pure text from facts, and no imports but types, so that whoever
 * has the facts can tell it.
 */
export interface StartFacts {
  origin: string;
  /** Model groups in the store. */
  groups: number;
  demo: DemoFacts | null;
  /** The first owner's link, while nobody may open the console. */
  setupUrl?: string | null;
  /** What a command of this machine needs set to find this server: `PORT=3001 `, or nothing. */
  setting: string;
}

export interface DemoFacts {
  provider: 'mock' | 'openai' | 'anthropic';
  tokens: { good: string };
  groups: readonly { id: string; story: string }[];
}

export type Paint = (style: 'bold' | 'dim' | 'accent', text: string) => string;

export const plain: Paint = (_style, text) => text;

const codes = { bold: 1, dim: 2, accent: 36 } as const;
export const coloured: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

export function tellStart({ origin, groups, demo, setting, setupUrl }: StartFacts, paint: Paint = plain): string {
  const place = (name: string, path: string) =>
    `  ${paint('dim', name.padEnd(9))}  ${paint('accent', `${origin}${path}`)}`;
  const lines = [
    '',
    `${paint('bold', 'GenAI Smart Router')} is at ${paint('accent', origin)}`,
    '',
    place('API base', '/v1'),
    place('Docs', '/docs'),
    place('My groups', '/check'),
    place('Console', '/console'),
  ];
  if (setupUrl) {
    lines.push(
      '',
      `${paint('bold', 'The console has no owner yet.')} This link makes the first one, once, within a day:`,
    );
    lines.push(`  ${paint('accent', setupUrl)}`);
  }
  if (demo) lines.push('', ...tellDemo(origin, demo, setting, paint));
  else if (groups === 0) {
    lines.push(
      '',
      '  No model group yet: make one in the console, or write router.yaml and start with ROUTER_CONFIG=router.yaml',
    );
  }
  return `${lines.join('\n')}\n\n`;
}

function tellDemo(origin: string, { provider, tokens, groups }: DemoFacts, setting: string, paint: Paint): string[] {
  const width = Math.max(...groups.map(({ id }) => id.length));
  return [
    `${paint('bold', 'This is a demo.')} ${who[provider]}`,
    '',
    'What may its token use?',
    '',
    ...listModels(origin, tokens.good),
    '',
    'Ask one:',
    '',
    ...askModel(origin, tokens.good),
    '',
    'Then put another name in place of "default":',
    '',
    ...groups.map(({ id, story }) => `  ${paint('accent', id.padEnd(width))}  ${story}`),
    '',
    paint('dim', `All of this again: ${setting}npm run -s router -- demo`),
    paint('dim', `Your own: ROUTER_CONFIG=router.yaml ${setting}npm start`),
  ];
}

const who: Record<DemoFacts['provider'], string> = {
  mock: 'A built-in mock provider answers, at no cost. With OPENAI_API_KEY or ANTHROPIC_API_KEY set, a real one does.',
  openai: 'OpenAI answers with your OPENAI_API_KEY, and its price is yours to pay. The names are the same as before.',
  anthropic:
    'Anthropic answers with your ANTHROPIC_API_KEY, and its price is yours to pay. The names are the same as before.',
};

/** The first request to make. */
export function listModels(origin: string, token: string): string[] {
  return [`  curl ${origin}/v1/models \\`, `    -H "Authorization: Bearer ${token}"`];
}

/** The second. */
export function askModel(origin: string, token: string, model = 'default'): string[] {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Why is the sky blue?' }] });
  return [
    `  curl ${origin}/v1/chat/completions \\`,
    `    -H "Authorization: Bearer ${token}" \\`,
    '    -H "Content-Type: application/json" \\',
    `    -d '${body}'`,
  ];
}
