import { expect, type Page, test } from '@playwright/test';
import { caller, createToken, failover, provider } from '../configuration';
import { type ScriptedUpstream, startUpstream } from '../scripted-upstream';
import { answersWith, failsWith } from '../scripts';
import type { Router } from '../start-router';
import { hydrated } from './hydrated';
import { routerForTests } from './router-for-tests';

/** Who the check is tried as: somebody with groups of every kind, somebody with many, somebody with none, and somebody with limits. */
export const holders = {
  alice: createToken('alice'),
  many: createToken('many'),
  nobody: createToken('nobody'),
  limited: createToken('limited'),
};

const teams = Array.from({ length: 40 }, (_, place) => `team-${place + 1}`);
const plain = { tools: false, vision: false, structured_output: false, reasoning: false, embeddings: false };

/** A router whose groups differ in what the check tells of them. */
export function routerToCheck(): { router: Router; calls: () => number } {
  let upstream: ScriptedUpstream;
  test.beforeAll(async () => {
    upstream = await startUpstream();
    upstream.when('one', answersWith('pong'));
    upstream.when('failing', failsWith(503));
  });
  test.afterAll(() => upstream.close());
  const router = routerForTests(() => ({
    configuration: {
      providers: [
        provider('up', upstream.url, [
          { id: 'one', context_tokens: 400_000, price: { input: 1, output: 2 } },
          { id: 'short', context_tokens: 128_000, max_output_tokens: 16_384 },
          { id: 'failing', context_tokens: 400_000 },
          { id: 'plain', capabilities: plain, context_tokens: 32_000 },
        ]),
      ],
      groups: [
        failover('default', ['up/one'], { title: 'General work', aliases: ['claude-default'] }),
        failover('resilient', ['up/failing', 'up/one']),
        failover('short-answers', ['up/short']),
        failover('text-only', ['up/plain']),
        failover('coding', ['up/one'], { title: 'Coding', discoverable: true }),
        failover('secret-group', ['up/one']),
        ...teams.map((id) => failover(id, ['up/one'])),
      ],
      callers: [
        caller('alice', holders.alice, ['default', 'resilient', 'short-answers', 'text-only']),
        caller('many', holders.many, teams),
        caller('nobody', holders.nobody, []),
        caller('limited', holders.limited, ['default'], {
          limits: { requests_per_minute: 60, concurrency: 4, requests: { day: 2 }, usd: { month: 20 } },
        }),
      ],
    },
    settings: { ROUTER_SUPPORT_CONTACT: 'help@example.com' },
  }));
  return { router, calls: () => upstream.calls.length };
}

/** Opens the page and puts a token in. */
export async function checkToken(page: Page, router: Router, token = holders.alice, hash = ''): Promise<void> {
  await page.goto(`${router.origin}/check${hash}`);
  await hydrated(page);
  await page.getByLabel('Caller token').fill(token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'This token works' })).toBeVisible();
}
