import type { Demo } from '../runtime/runtime';

interface Deployment {
  origin: string;
  demo: Pick<Demo, 'provider' | 'groups'> | null;
  /** The demo's token, where it may be shown. */
  token: string | null;
  supportContact: string | null;
}

/** What `curl <origin>/` answers: enough for someone with a terminal to go on, in 80 columns. */
export function quickstart({ origin, demo, token, supportContact }: Deployment): string {
  const model = demo?.groups[0]?.id ?? 'default';
  const contact = supportContact ?? 'your administrator';
  return `GenAI Smart Router: one address for every model.
${demo ? `\nThis is a demo. ${behind[demo.provider]}\n` : ''}
  Origin     ${origin}
  API base   ${origin}/v1

1. Say where the router is, and who you are:

  export ROUTER_BASE_URL="${origin}"
  export ROUTER_TOKEN="${token ?? 'your caller token'}"

2. Ask which model groups your token may use:

  curl -sS "$ROUTER_BASE_URL/v1/models" -H "Authorization: Bearer $ROUTER_TOKEN"

3. Name one of them, and ask it something:

  export ROUTER_MODEL="${model}"
  curl -sS "$ROUTER_BASE_URL/v1/chat/completions" \\
    -H "Authorization: Bearer $ROUTER_TOKEN" \\
    -H "Content-Type: application/json" \\
    -d '{"model":"'"$ROUTER_MODEL"'",
         "messages":[{"role":"user","content":"Say hello in five words."}]}'

Docs             ${origin}/docs
Check my groups  ${origin}/check
Whom to ask      ${contact}
`;
}

const behind: Record<Demo['provider'], string> = {
  mock: 'A built-in mock answers, and nothing costs anything.',
  openai: 'Your OpenAI key answers, at its price.',
  anthropic: 'Your Anthropic key answers, at its price.',
};
