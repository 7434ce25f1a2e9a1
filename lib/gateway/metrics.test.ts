import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashToken } from '../callers/hash-token';
import { createMetrics } from '../metrics/metrics';
import { SharedTokenIndex } from '../snapshot/token-index';
import { group, snapshot, target, token } from './__fixtures__/policy';
import { breaks, fails, installStage, inTurn, type Stage, says, streams } from './__fixtures__/stage';
import { handleExchange } from './handle-exchange';

let stage: Stage;
beforeAll(async () => {
  stage = await installStage();
});
beforeEach(() => {
  stage.runtime.metrics = createMetrics(stage.runtime);
});
afterEach(() => stage.clear());
afterAll(() => stage.runtime.stop());

/** The router's own series, each with its value. */
async function read(): Promise<Map<string, number>> {
  const lines = (await stage.runtime.metrics.render()).split('\n').filter((line) => line.startsWith('smart_router_'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

const sumOf = (series: Map<string, number>, name: string, label = '') =>
  [...series].reduce((sum, [key, value]) => (key.startsWith(`${name}{`) && key.includes(label) ? sum + value : sum), 0);

describe('what is counted', () => {
  it('is what the usage records say', async () => {
    await stage.open([inTurn(says('one'), fails(503), streams('a b'), says('two'), breaks, fails(400)), says('other')]);
    for (const body of [{}, {}, { stream: true }, { model: 'nothing-like-it' }, {}, {}]) {
      await (await stage.post(body)).text();
    }
    const { records } = stage;
    // What no upstream has counted is counted first.
    await expect.poll(() => records.length).toBe(6);
    const series = await read();
    expect(records.map(({ outcome }) => outcome)).toContain('refused');
    for (const outcome of ['completed', 'failed', 'refused']) {
      const ended = records.filter((record) => record.outcome === outcome);
      expect([outcome, sumOf(series, 'smart_router_requests_total', `outcome="${outcome}"`)]).toEqual([
        outcome,
        ended.length,
      ]);
      expect(sumOf(series, 'smart_router_request_duration_seconds_count', `outcome="${outcome}"`)).toBe(ended.length);
      const seconds = ended.reduce((sum, { latency_ms }) => sum + latency_ms / 1000, 0);
      expect(sumOf(series, 'smart_router_request_duration_seconds_sum', `outcome="${outcome}"`)).toBeCloseTo(
        seconds,
        6,
      );
    }
    const total = (read: (record: (typeof records)[number]) => number | null) =>
      records.reduce((sum, record) => sum + (read(record) ?? 0), 0);
    expect(sumOf(series, 'smart_router_tokens_total', 'kind="input"')).toBe(total((each) => each.input_tokens));
    expect(sumOf(series, 'smart_router_tokens_total', 'kind="output"')).toBe(total((each) => each.output_tokens));
    expect(sumOf(series, 'smart_router_cost_usd_total')).toBeCloseTo(
      total((each) => each.cost_usd),
      9,
    );
    expect(sumOf(series, 'smart_router_fallbacks_total')).toBe(total((each) => Number(each.fell_back)));
    expect(sumOf(series, 'smart_router_attempts_total')).toBe(total((each) => each.tries.length));
    expect(sumOf(series, 'smart_router_time_to_first_token_seconds_count')).toBe(1);
    for (const { tries } of records) {
      for (const { provider_id, model_id, result } of tries) {
        const label = `provider="${provider_id}",model="${model_id}",result="${result}"`;
        expect(sumOf(series, 'smart_router_attempts_total', label)).toBe(
          records
            .flatMap((each) => each.tries)
            .filter((one) => one.provider_id === provider_id && one.result === result).length,
        );
      }
    }
  });

  it('has for the router’s own share neither the provider’s time nor a pause before a second try', async () => {
    await stage.open([inTurn(breaks, ({ response }) => setTimeout(() => says('late')({ response } as never), 150))]);
    await (await stage.post()).text();
    const series = await read();
    const share = sumOf(series, 'smart_router_overhead_seconds_sum');
    expect(sumOf(series, 'smart_router_overhead_seconds_count')).toBe(1);
    expect(share).toBeGreaterThan(0);
    // The try took 150 ms and the pause before it 50 or more.
    expect(sumOf(series, 'smart_router_request_duration_seconds_sum')).toBeGreaterThan(share + 0.19);
  });
});

describe('series', () => {
  it('are as many after 10,000 tokens, 300 models that nobody has, and as many clients', {
    timeout: 60_000,
  }, async () => {
    const general = group('general', [target('up/small', { enabled: false })]);
    const policy = snapshot([general]);
    const secrets = Array.from({ length: 10_000 }, (_, at) => `rtr_metrum_user${at}_demo_dev_k1_${'a'.repeat(40)}`);
    const tokens = SharedTokenIndex.of(
      secrets.map((secret, at) => {
        const tokenId = `rtr_metrum_user${at}_demo_dev_k1`;
        return { sha256: hashToken(secret), token: token(['general'], { tokenId, key: `k${at}` }) };
      }),
    );
    stage.serve({ ...policy, tokens });
    const ask = async (secret: string, model: string, client: string) => {
      const request = new Request('http://router.example/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'user-agent': client },
        body: JSON.stringify({ model, user: client, messages: [{ role: 'user', content: 'hi' }] }),
      });
      return (await handleExchange(request, 'openai-chat', 'chat/completions')).text();
    };
    await ask(secrets[0] ?? '', 'made-up', 'curl');
    await ask(secrets[0] ?? '', 'general', 'curl');
    const before = [...(await read()).keys()];
    for (const [at, secret] of secrets.entries()) {
      await ask(secret, at % 2 ? `made-up-${at % 300}` : 'general', `client-${at % 300}/1.0`);
    }
    const after = await read();
    expect([...after.keys()]).toEqual(before);
    expect(sumOf(after, 'smart_router_requests_total')).toBe(10_002);
    for (const word of ['made-up', 'client-', 'user1', 'rtr_', 'req_'])
      expect([...after.keys()].join('\n')).not.toContain(word);
  });
});
