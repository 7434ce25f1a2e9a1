import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, textOf } from './_support/client';
import { caller, createToken, provider, renderConfiguration } from './_support/configuration';
import { doors } from './_support/doors';
import { type Router, useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith } from './_support/scripts';
import { readStream, summarize } from './_support/sse';

const alice = createToken('alice');

/** What a platform team changes behind a name, one after the other, again and again. */
const changes: [what: string, group: Record<string, unknown>][] = [
  ['the mix', { strategy: 'weighted', targets: [target('up/one', 3), target('up/two', 1)] }],
  ['the weights', { strategy: 'weighted', targets: [target('up/one', 1), target('up/two', 9)] }],
  ['the provider', { strategy: 'failover', targets: [target('other/three')] }],
  ['the strategy', { strategy: 'lowest-latency', targets: [target('up/one'), target('other/three')] }],
  ['the policy', { strategy: 'script', policy: 'last-first', targets: [target('up/one'), target('up/two')] }],
  [
    'the rules for answers',
    {
      strategy: 'lowest-cost',
      affinity: true,
      validation: { rules: [{ rule: 'non-empty' }, { rule: 'regex', pattern: 'pong' }], buffer_streams: true },
      targets: [target('up/two'), target('other/three')],
    },
  ],
];

const policy = {
  id: 'last-first',
  source:
    'export function route({ targets }: PolicyContext): PolicyDecision { return { targets: [...targets].reverse() }; }',
};

describe.each(doors)('behind a group that is called all the while, through the %s door', (door) => {
  const upstream = useUpstream();
  const configuration = (group: Record<string, unknown>) => ({
    policies: [policy],
    providers: [provider('up', upstream.url, ['one', 'two']), provider('other', upstream.url, ['three'])],
    groups: [{ id: 'general', ...group }],
    callers: [caller('alice', alice, ['general'])],
  });
  const router = useRouter(door, () => ({ configuration: configuration(changes[0]?.[1] ?? {}) }));

  test('provider mix, weights, strategy, policy and rules change, and not one request notices', async () => {
    for (const model of ['one', 'two', 'three']) upstream.when(model, answersWith(`pong of ${model}`));
    let isOver = false;
    const answers: string[] = [];
    const client = async (stream: boolean) => {
      while (!isOver) {
        const response = await ask(router, alice, 'general', { stream });
        if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
        if (!stream) answers.push(await textOf(response));
        else {
          const told = summarize(await readStream(response).rest());
          expect(told).toMatchObject({ done: true, endsOnce: true, error: null });
          answers.push(told.text);
        }
      }
    };
    const clients = [false, false, true, true].map(client);
    try {
      for (let round = 0; round < 2; round += 1)
        for (const [what, group] of changes) {
          await apply(router, configuration(group));
          expect(await liveWithin(router, group), what).toBe(true);
        }
    } finally {
      isOver = true;
      await Promise.all(clients);
    }
    expect(answers.length).toBeGreaterThan(changes.length * 10);
    for (const model of ['one', 'two', 'three']) expect(answers).toContain(`pong of ${model}`);
  }, 120_000);

  /** A change is in force within a second: the requests that are made after it go where it says. */
  async function liveWithin(router: Router, { targets }: Record<string, unknown>): Promise<boolean> {
    const models = (targets as { model: string }[]).map(({ model }) => model);
    const until = performance.now() + 1_000;
    for (let inARow = 0; performance.now() < until; ) {
      const answer = await textOf(await ask(router, alice, 'general'));
      inARow = models.some((model) => answer === `pong of ${model}`) ? inARow + 1 : 0;
      if (inARow === 5) return true;
    }
    return false;
  }
});

async function apply(router: Router, configuration: Parameters<typeof renderConfiguration>[0]): Promise<void> {
  const { text, environment } = renderConfiguration(configuration);
  const token = (await readFile(path.join(router.dataDir, 'admin-token'), 'utf8')).trim();
  const response = await fetch(`${router.origin}/api/admin/config/apply`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ file: 'router.yaml', text, secrets: environment, dry_run: false, prune: false }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}

function target(name: string, weight = 1) {
  const [from, model] = name.split('/');
  return { provider: from, model, weight };
}
