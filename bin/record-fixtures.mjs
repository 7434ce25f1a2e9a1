// `npm run record`: the true bytes of an upstream's streams, for the contract test to replay. Without arguments it records the mock
// of somebody else's that the tests use; with them a real provider:
//
//   RECORD_KEY=… npm run record -- --dialect anthropic-messages --base-url https://api.anthropic.com/v1 --model claude-haiku-5-5
//
// What is written names date, place and model, and holds no key. Read it before you commit it: what a model says is yours to publish or not.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { LLMock } from '@copilotkit/aimock';
import { main } from './_steps/main.mjs';
import { say } from './_steps/progress.mjs';
import { fail, inRoot } from './_steps/project.mjs';
import { recordings } from './_steps/recordings.mjs';

const { values } = parseArgs({
  options: {
    dialect: { type: 'string' },
    'base-url': { type: 'string' },
    model: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});

await main(async () => {
  if (values.dialect === undefined) return recordMock();
  if (!(values.dialect in recordings)) fail(`--dialect is one of ${Object.keys(recordings).join(', ')}`);
  if (!values['base-url'] || !values.model) fail('a provider needs --base-url and --model, and its key in RECORD_KEY');
  const key = process.env.RECORD_KEY ?? '';
  await record(values.dialect, {
    baseUrl: values['base-url'],
    model: values.model,
    key,
    place: new URL(values['base-url']).host,
  });
});

async function recordMock() {
  const mock = new LLMock({ port: 0, chunkSize: 6 });
  const usage = {
    prompt_tokens: 12,
    completion_tokens: 7,
    input_tokens: 12,
    output_tokens: 7,
    promptTokenCount: 12,
    candidatesTokenCount: 7,
  };
  mock.on(
    { toolName: 'get_weather' },
    {
      toolCalls: [
        { name: 'get_weather', arguments: '{"city":"Zürich"}' },
        { name: 'get_weather', arguments: '{"city":"Bern"}' },
      ],
    },
  );
  mock.onMessage(/./, { content: 'Hello, Zürich! 😀', usage });
  await mock.start();
  try {
    for (const dialect of Object.keys(recordings)) {
      const baseUrl = `${mock.url}${dialect === 'gemini' ? '/v1beta' : '/v1'}`;
      await record(dialect, { baseUrl, model: recordings[dialect].model, key: 'none', place: 'aimock' });
    }
  } finally {
    await mock.stop();
  }
}

async function record(dialect, { baseUrl, model, key, place }) {
  const { ask } = recordings[dialect];
  const folder = inRoot('lib', 'dialects', dialect, '__fixtures__');
  mkdirSync(folder, { recursive: true });
  for (const kind of ['text', 'tools']) {
    const { path: address, headers, body } = ask(kind, model, key);
    const answer = await fetch(`${baseUrl}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) fail(`${place} answered ${answer.status}: ${text.slice(0, 500)}`);
    const note = `: recorded ${new Date().toISOString().slice(0, 10)} from ${place}, model ${model}\n\n`;
    const file = path.join(folder, `recorded-${place.replaceAll('.', '-')}-${kind}.sse`);
    writeFileSync(file, note + withoutSecrets(text, key));
    say(`  ${path.relative(inRoot(), file)}  ${text.length} characters`);
  }
}

/** The key itself, and what identifies an account; ids of answers stay, each is made once. */
function withoutSecrets(text, key) {
  const named = key.length > 8 ? text.replaceAll(key, 'KEY') : text;
  return named.replace(/"(organization|project|account|user)(_id)?":"[^"]*"/g, '"$1$2":"removed"');
}
