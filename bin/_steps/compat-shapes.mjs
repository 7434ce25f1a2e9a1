import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { agents } from './compat-agents.mjs';

/** Each agent at a provider of its own dialect, where what it sends passes through as it is. */
const own = {
  codex: { dialect: 'openai-responses', client: 'codex', endpoint: 'responses' },
  claude: { dialect: 'anthropic-messages', client: 'claude-code', endpoint: 'messages' },
};

/**
 * Check my groups says whether an agent works with a group by a shape of what it sends (lib/gateway/client-shapes.ts). Here the
 * agent sends its own, and the router explains that: both must come to the same, for every group, or the shape has aged.
 * Gives what differs, a line each.
 */
export async function compareShapes({ name, program, mock, router, folder }) {
  const { dialect, client, endpoint } = own[name];
  const details = await ask(router, '/v1/token');
  const differences = [];
  for (const prefix of ['', 'plain-']) {
    const model = `${prefix}${dialect}`;
    const sent = await seeRequest({ name, program, mock, router, folder, model });
    if (sent === null) return [`${name} sent nothing that offers tools, asked of ${model}`];
    const groups = details.group_details.filter(({ id }) => id.startsWith('plain-') === (prefix !== ''));
    for (const group of groups) {
      const body = { ...sent.body, model: group.id };
      const told = await ask(router, `/v1/route/explain?endpoint=${endpoint}`, body, sent.headers);
      const [real] = told.targets;
      const judged = group.clients[client];
      for (const part of ['lacks', 'degraded']) {
        const [is, was] = [real[part], judged[part]].map((named) =>
          named
            .map((each) => each.name)
            .sort()
            .join(', '),
        );
        if (is !== was) differences.push(`${name} at ${group.id}, ${part}: really [${is}], by its shape [${was}]`);
      }
    }
  }
  return differences;
}

async function seeRequest({ name, program, mock, router, folder, model }) {
  const scratch = path.join(folder, `${name}-${model}-shape`);
  mkdirSync(scratch, { recursive: true });
  mock.begin([{ content: 'The word is pineapple.' }]);
  await agents[name].run(program, { task: { prompt: 'Say a word.' }, scratch, model, router, home: folder });
  const bodies = mock.requests().map((text) => JSON.parse(text));
  const place = bodies.findIndex(({ tools }) => tools?.length > 0);
  if (place === -1) return null;
  const { 'anthropic-version': version, 'anthropic-beta': beta } = mock.headers()[place];
  const headers = { ...(version ? { 'anthropic-version': version } : {}), ...(beta ? { 'anthropic-beta': beta } : {}) };
  return { body: bodies[place], headers };
}

async function ask(router, address, body, headers = {}) {
  const answer = await fetch(`${router.origin}${address}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${router.token}`, 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return await answer.json();
}
