import type { GroupDetails } from '@/app/_visit/token-answer';
import type { ClientId } from '@/lib/gateway/contract';

export interface Configuration {
  /** Where it goes. */
  title: string;
  text: string;
}

interface Filling {
  origin: string;
  group: GroupDetails;
}

/**
 * What a program is told so that it asks this deployment for this group. The token is in none of it: it is taken from the
 * environment, as `ROUTER_TOKEN`.
 */
export function configurationOf(client: ClientId, filling: Filling): readonly Configuration[] {
  return configurations[client](filling);
}

/** What Claude Code asks for where nobody says otherwise. */
const claudeCodeAnswers = 32_000;
const exampleAnswer = 1_000;

const configurations: Readonly<Record<ClientId, (filling: Filling) => Configuration[]>> = {
  codex: ({ origin, group }) => [
    {
      title: '~/.codex/config.toml',
      text: `model = "${group.id}"
model_provider = "router"

[model_providers.router]
name = "GenAI Smart Router"
base_url = "${origin}/v1"
wire_api = "responses"

# Codex runs this to get your token from the environment.
[model_providers.router.auth]
command = "printenv"
args = ["ROUTER_TOKEN"]`,
    },
    { title: 'Terminal', text: 'codex exec --skip-git-repo-check "Say hello in five words."' },
  ],
  'claude-code': ({ origin, group }) => [
    {
      title: 'Terminal',
      text: [
        `export ANTHROPIC_BASE_URL="${origin}"`,
        'export ANTHROPIC_AUTH_TOKEN="$ROUTER_TOKEN"',
        `export ANTHROPIC_MODEL="${group.id}"`,
        'export ANTHROPIC_DEFAULT_OPUS_MODEL="$ANTHROPIC_MODEL"',
        'export ANTHROPIC_DEFAULT_SONNET_MODEL="$ANTHROPIC_MODEL"',
        'export ANTHROPIC_DEFAULT_HAIKU_MODEL="$ANTHROPIC_MODEL"',
        'export CLAUDE_CODE_SUBAGENT_MODEL="$ANTHROPIC_MODEL"',
        ...(group.max_output_tokens !== null && group.max_output_tokens < claudeCodeAnswers
          ? [`export CLAUDE_CODE_MAX_OUTPUT_TOKENS=${group.max_output_tokens}`]
          : []),
        '',
        'claude -p "Say hello in five words."',
      ].join('\n'),
    },
  ],
  'openai-sdk': ({ origin, group }) => [
    {
      title: 'TypeScript, npm install openai',
      text: `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: '${origin}/v1',
  apiKey: process.env.ROUTER_TOKEN,
});

const answer = await client.chat.completions.create({
  model: '${group.id}',
  messages: [{ role: 'user', content: 'Say hello in five words.' }],
});
console.log(answer.choices[0]?.message.content);`,
    },
    {
      title: 'Python, pip install openai',
      text: `import os
from openai import OpenAI

client = OpenAI(base_url="${origin}/v1", api_key=os.environ["ROUTER_TOKEN"])

answer = client.chat.completions.create(
    model="${group.id}",
    messages=[{"role": "user", "content": "Say hello in five words."}],
)
print(answer.choices[0].message.content)`,
    },
  ],
  'anthropic-sdk': ({ origin, group }) => [
    {
      title: 'TypeScript, npm install @anthropic-ai/sdk',
      text: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({
  baseURL: '${origin}',
  authToken: process.env.ROUTER_TOKEN,
  apiKey: null,
});

const answer = await client.messages.create({
  model: '${group.id}',
  max_tokens: ${answerFor(group)},
  messages: [{ role: 'user', content: 'Say hello in five words.' }],
});
for (const block of answer.content) if (block.type === 'text') console.log(block.text);`,
    },
    {
      title: 'Python, pip install anthropic',
      text: `import os
from anthropic import Anthropic

client = Anthropic(base_url="${origin}", auth_token=os.environ["ROUTER_TOKEN"])

answer = client.messages.create(
    model="${group.id}",
    max_tokens=${answerFor(group)},
    messages=[{"role": "user", "content": "Say hello in five words."}],
)
print("".join(block.text for block in answer.content if block.type == "text"))`,
    },
  ],
};

function answerFor({ max_output_tokens }: GroupDetails): number {
  return Math.min(exampleAnswer, max_output_tokens ?? exampleAnswer);
}
