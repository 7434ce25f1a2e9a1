import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { ask, bearer, faultOf, get, post, textOf } from './_support/client';
import { allCapabilities } from './_support/configuration';
import { type Door, doors } from './_support/doors';
import { type Router, startRouter, useRouter } from './_support/router';
import { readUsage } from './_support/usage';

const run = promisify(execFile);

/** No configuration: what `npm start` in a fresh clone comes to. */
const bare = { settings: { ROUTER_CONFIG: '' } };
const demo = (door: Door) => useRouter(door, () => bare);

interface Tokens {
  good: string;
  expired: string;
  empty: string;
}

async function tokensOf(router: Router): Promise<Tokens> {
  return JSON.parse(await fs.readFile(path.join(router.dataDir, 'demo.json'), 'utf8')).tokens;
}

/** Each curl that was printed, with its lines that go on. */
function printedCurls(output: string): string[] {
  return output.match(/^ *curl (?:.*\\\n)*.*$/gm) ?? [];
}

const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const tools = [{ type: 'function' as const, function: { name: 'get_weather', parameters: { type: 'object' } } }];

describe.each(doors)('a first start with no configuration, through the %s door', (door) => {
  const router = demo(door);

  it('prints two requests that run as they are, once', async () => {
    const [models, chat, ...more] = printedCurls(router.output());
    expect(more).toEqual([]);
    const listed = JSON.parse((await run('sh', ['-c', models ?? 'false'])).stdout);
    expect(listed.data.map(({ id }: { id: string }) => id)).toEqual([
      'coding',
      'default',
      'fast',
      'resilient',
      'text-only',
      'vision',
    ]);
    const answered = JSON.parse((await run('sh', ['-c', chat ?? 'false'])).stdout);
    expect(answered.choices[0].message.content).toContain("demo's mock provider");
    expect(router.output().match(/This is a demo/g)).toHaveLength(1);
  });

  it('answers by every name that may be used, an alias included', async () => {
    const { good } = await tokensOf(router);
    for (const name of ['default', 'fast', 'coding', 'vision', 'text-only', 'resilient', 'claude-sonnet-5-5']) {
      const answer = await ask(router, good, name);
      expect([name, answer.status]).toEqual([name, 200]);
      expect(await textOf(answer)).toMatch(/mock provider, model \w+: .* You asked: "ping"/);
    }
  });

  it('refuses a group that is not allowed and a name that is none in the same words', async () => {
    const { good } = await tokensOf(router);
    const [restricted, missing] = await Promise.all(
      ['restricted', 'no-such-group'].map(async (name) => faultOf(await ask(router, good, name))),
    );
    expect(restricted).toMatchObject({ status: 403, code: 'model-not-allowed' });
    expect(missing?.message.replace('no-such-group', 'restricted')).toBe(restricted?.message);
  });

  it('has no target for tools or an image where there is only text, and says which groups could', async () => {
    const { good } = await tokensOf(router);
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, image] }];
    for (const more of [{ tools }, { messages }]) {
      const fault = await faultOf(await ask(router, good, 'text-only', more));
      expect(fault).toMatchObject({ status: 422, code: 'no-eligible-target' });
      expect(fault.message).toContain('these can: coding, default, fast, resilient, vision');
    }
    const seen = await textOf(await ask(router, good, 'vision', { messages }));
    expect(seen).toContain('You sent one image');
  });

  it('has a token whose time is over and one that may use nothing', async () => {
    const { expired, empty } = await tokensOf(router);
    expect(await faultOf(await ask(router, expired, 'default'))).toMatchObject({ status: 403, code: 'token-expired' });
    expect(await faultOf(await ask(router, empty, 'default'))).toMatchObject({
      status: 403,
      code: 'model-not-allowed',
    });
    expect(await (await get(router, '/v1/models', bearer(empty))).json()).toMatchObject({ data: [] });
    const told = await (await get(router, '/v1/token', bearer(empty))).json();
    expect(told.discoverable.map(({ id }: { id: string }) => id)).toContain('restricted');
  });

  it("streams and calls tools for OpenAI's SDK", async () => {
    const { good } = await tokensOf(router);
    const client = new OpenAI({ baseURL: `${router.origin}/v1`, apiKey: good, maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'Call get_weather for me.' }];
    const streamed = await client.chat.completions.stream({ model: 'coding', messages, tools }).finalChatCompletion();
    expect(streamed.choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: { name: 'get_weather' } });
    const plain = await client.chat.completions.create({ model: 'fast', messages, stream: true });
    let words = 0;
    for await (const chunk of plain) if (chunk.choices[0]?.delta.content) words += 1;
    expect(words).toBeGreaterThan(10);
  });

  it('gives its own page its tokens, and nobody else', async () => {
    const asked = (origin: string) => post(router, 'none', '/api/demo/token', '', { headers: { origin } });
    const ours = await asked(router.origin);
    expect(await ours.json()).toEqual(await tokensOf(router));
    expect(ours.headers.get('cache-control')).toBe('no-store');
    expect((await asked('https://evil.example')).status).toBe(404);
    expect(await (await get(router, '/check')).text()).toContain('Use the demo’s token');
  });
});

describe('the demo', () => {
  it('falls back for all to see in the usage record, and keeps its tokens over a restart', async () => {
    const router = await startRouter('direct', bare);
    try {
      const tokens = await tokensOf(router);
      expect((await fs.stat(path.join(router.dataDir, 'demo.json'))).mode & 0o777).toBe(0o600);
      const answer = await ask(router, tokens.good, 'resilient');
      expect(await textOf(answer)).toContain('model swift');
      const [record] = await readUsage(router);
      expect(record?.tries.map(({ modelId, status, result }) => [modelId, status, result])).toEqual([
        ['broken', 503, 'busy'],
        ['swift', 200, 'answered'],
      ]);
      await router.restart();
      expect(await tokensOf(router)).toEqual(tokens);
      expect((await ask(router, tokens.good, 'default')).status).toBe(200);
    } finally {
      await router.remove();
    }
  });

  it('is never reachable from elsewhere unless that was asked for, and gives its tokens to no page then', async () => {
    const router = await startRouter('direct', bare);
    try {
      const { good } = await tokensOf(router);
      await router.stop();
      const elsewhere = { ROUTER_CONFIG: '', HOST: '0.0.0.0' };
      await expect(router.restart({ settings: elsewhere })).rejects.toThrow(/holds a demo, and HOST is 0\.0\.0\.0/);
      await router.restart({ settings: { ...elsewhere, ROUTER_DEMO: 'anywhere' } });
      expect((await ask(router, good, 'default')).status).toBe(200);
      const { origin } = router;
      expect((await post(router, 'none', '/api/demo/token', '', { headers: { origin } })).status).toBe(404);
      await router.stop();
      await router.restart({ settings: { ...elsewhere, ROUTER_DEMO: 'off' } });
      expect((await ask(router, good, 'default')).status).toBe(401);
      expect(await fs.readdir(router.dataDir)).not.toContain('demo.json');
    } finally {
      await router.remove();
    }
  });

  it.each([
    ['where others can reach the server', { HOST: '0.0.0.0' }, /no demo is made, because HOST is 0\.0\.0\.0/],
    ['where it is not wanted', { ROUTER_DEMO: 'off' }, /No model group yet/],
  ])('is not made %s', async (_where, settings, said) => {
    const router = await startRouter('direct', { settings: { ROUTER_CONFIG: '', ...settings } });
    try {
      expect(router.output()).toMatch(said);
      expect(router.output()).not.toContain('This is a demo');
      expect(await fs.readdir(router.dataDir)).not.toContain('demo.json');
    } finally {
      await router.remove();
    }
  });

  it('says who answers where there is a key, behind the names that were there before', async () => {
    const router = await startRouter('direct', bare);
    try {
      const { good } = await tokensOf(router);
      const listed = async () => (await get(router, '/v1/models', bearer(good))).json();
      const before = await listed();
      await router.stop();
      await router.restart({ settings: { ROUTER_CONFIG: '', OPENAI_API_KEY: 'sk-not-a-key' } });
      expect(await listed()).toEqual(before);
      expect(router.output()).toMatch(/OpenAI answers with your OPENAI_API_KEY[\s\S]*default +answered by gpt-/);
      expect(router.output()).not.toContain('sk-not-a-key');
      expect(await textOf(await ask(router, good, 'resilient'))).toContain('mock provider');
    } finally {
      await router.remove();
    }
  });

  it('makes room for a real configuration, and says so', async () => {
    const router = await startRouter('direct', bare);
    try {
      const { good } = await tokensOf(router);
      await router.stop();
      const models = [{ id: 'one', capabilities: allCapabilities }];
      const configuration = {
        providers: [{ id: 'up', dialect: 'openai-chat', base_url: 'http://127.0.0.1:9/v1', models }],
        groups: [{ id: 'default', strategy: 'weighted', targets: [{ provider: 'up', model: 'one' }] }],
      };
      await router.restart({ configuration, settings: { HOST: '0.0.0.0' } });
      expect(router.output()).toContain('the built-in demo is taken away');
      expect((await ask(router, good, 'default')).status).toBe(401);
      expect(await fs.readdir(router.dataDir)).not.toContain('demo.json');
    } finally {
      await router.remove();
    }
  });
});
