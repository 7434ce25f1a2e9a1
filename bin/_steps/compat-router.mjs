import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StepFailed } from './progress.mjs';
import { inRoot } from './project.mjs';
import { testEnvironment } from './tests.mjs';

const token = `rtr_metrum_compat_demo_dev_k1_${'x'.repeat(43)}`;
const readyTurns = 600;

const everything = { tools: true, vision: true, structured_output: true, reasoning: true };

/**
 * A built router with one group for each dialect of providers, named after it, all on one mock; and one named `plain-` and a
 * dialect for each, whose model has tools and nothing else.
 */
export async function startCompatRouter(mockUrl, folder, dialects) {
  mkdirSync(folder, { recursive: true });
  const config = path.join(folder, 'router.yaml');
  writeFileSync(config, JSON.stringify(configuration(mockUrl, dialects)));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [inRoot('dist', 'server.mjs')], {
    env: {
      ...testEnvironment(),
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: String(port), HOST: '127.0.0.1' },
      ...{ ROUTER_DATA_DIR: path.join(folder, 'data'), ROUTER_CONFIG: config, COMPAT_TOKEN: token, COMPAT_KEY: 'key' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  process.on('exit', () => child.kill('SIGKILL'));
  for (let turn = 0; turn < readyTurns; turn += 1) {
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    if (answer?.ok) return { origin, token, stop: () => end(child) };
    if (child.exitCode !== null) break;
    await pause(100);
  }
  throw new StepFailed('The router did not start.');
}

function configuration(mockUrl, dialects) {
  const model = (dialect, id, capabilities) => ({
    ...{ id, upstream_model: names[dialect], capabilities, context_tokens: 200_000 },
  });
  const plain = { tools: true, vision: false, structured_output: false, reasoning: false };
  const groups = dialects.flatMap((provider) => [
    { id: provider, strategy: 'weighted', targets: [{ provider, model: 'model' }] },
    { id: `plain-${provider}`, strategy: 'weighted', targets: [{ provider, model: 'plain' }] },
  ]);
  const allow = groups.map(({ id }) => id);
  return {
    version: 1,
    providers: dialects.map((dialect) => ({
      ...{ id: dialect, dialect, base_url: `${mockUrl}${dialect === 'gemini' ? '/v1beta' : '/v1'}` },
      api_key: `\${COMPAT_KEY}`,
      models: [model(dialect, 'model', everything), model(dialect, 'plain', plain)],
    })),
    groups,
    callers: [{ user: 'compat', project: 'demo', tokens: [{ key: 'k1', allow, token: `\${COMPAT_TOKEN}` }] }],
  };
}

const names = {
  'openai-chat': 'gpt-4o-mini',
  'openai-responses': 'gpt-5.4-mini',
  'anthropic-messages': 'claude-sonnet-5-5',
  gemini: 'gemini-2.5-flash',
};

function end(child) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return child.kill('SIGTERM') ? ended : undefined;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
