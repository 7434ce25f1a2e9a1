import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { installStage, type Script, type Stage } from './__fixtures__/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await installStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.runtime.stop());

/** A provider with a prompt cache of its own: what it has read before counts as cached, a token a message. */
function caching(): Script {
  const kept = new Set<string>();
  return ({ body, response }) => {
    const { messages } = JSON.parse(body) as { messages: unknown[] };
    const prefixes = messages.map((_, place) => JSON.stringify(messages.slice(0, place + 1)));
    const cached = prefixes.filter((prefix) => kept.has(prefix)).length;
    for (const prefix of prefixes) kept.add(prefix);
    const usage = {
      ...{ prompt_tokens: messages.length, completion_tokens: 1 },
      prompt_tokens_details: { cached_tokens: cached },
    };
    const choices = [{ index: 0, message: { role: 'assistant', content: 'and' }, finish_reason: 'stop' }];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 'a', choices, usage }));
  };
}

/** The share of the input that was read from a cache, of conversations that go on side by side. */
async function cachedShare(affinity: boolean): Promise<number> {
  await stage.open(Array.from({ length: 4 }, caching), { group: { strategy: 'weighted', affinity } });
  const talks = Array.from({ length: 24 }, (_, talk) => [{ role: 'user', content: `question ${talk}` }]);
  for (let turn = 0; turn < 8; turn += 1) {
    for (const messages of talks) {
      expect((await stage.post({ messages })).status).toBe(200);
      messages.push({ role: 'assistant', content: 'and' }, { role: 'user', content: `more ${turn}` });
    }
  }
  const sum = (name: 'input_tokens' | 'cached_input_tokens') =>
    stage.records.reduce((all, record) => all + (record[name] ?? 0), 0);
  const share = sum('cached_input_tokens') / sum('input_tokens');
  await stage.clear();
  return share;
}

it('affinity has prompt caches hit: of four providers, nearly twice as much of the input is read from a cache', async () => {
  const [without, kept] = [await cachedShare(false), await cachedShare(true)];
  if (process.env.SAY_TIMES)
    console.log(`cached input: ${without.toFixed(2)} without affinity, ${kept.toFixed(2)} with`);
  expect(kept).toBeGreaterThan(0.75);
  expect(kept / without).toBeGreaterThan(1.5);
});
