// `npm run compat`: the real Codex CLI and Claude Code, fetched from npm, at work through the router in a scratch repository,
// over each dialect of providers, against a mock of somebody else's. Prints a table; ends with 1 where something failed.
//
//   npm run compat -- --agents codex --dialects openai-chat,gemini    some of it
//   npm run compat -- --programs FOLDER                               does not fetch what was fetched there before
//   npm run compat -- --keep                                          leaves the scratch folder, and says where it is
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { agents, fetchAgents } from './_steps/compat-agents.mjs';
import { startMock } from './_steps/compat-mock.mjs';
import { startCompatRouter } from './_steps/compat-router.mjs';
import { compareShapes } from './_steps/compat-shapes.mjs';
import { tasks } from './_steps/compat-tasks.mjs';
import { main } from './_steps/main.mjs';
import { prepare } from './_steps/prepare.mjs';
import { say } from './_steps/progress.mjs';

const dialects = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'];
const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: Object.keys(agents).join(',') },
    dialects: { type: 'string', default: dialects.join(',') },
    programs: { type: 'string' },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

await main(async () => {
  await prepare();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'router-compat-'));
  let mock;
  let router;
  try {
    const programs = await fetchAgents(values.programs ?? path.join(folder, 'programs'), values.agents.split(','));
    if (programs === null) {
      say('The agents cannot be fetched from npm here, so nothing was tried.');
      return;
    }
    mock = await startMock();
    router = await startCompatRouter(mock.url, path.join(folder, 'router'), dialects);
    const rows = [];
    for (const [name, program] of Object.entries(programs))
      for (const dialect of values.dialects.split(','))
        rows.push(await tryTasks({ name, program, dialect, mock, router, folder }));
    process.stdout.write(table(rows));
    const differences = [];
    for (const [name, program] of Object.entries(programs))
      differences.push(...(await compareShapes({ name, program, mock, router, folder })));
    for (const difference of differences) say(difference);
    if (differences.length === 0) say('What each sends is what Check my groups judges by.');
    if (differences.length > 0 || rows.some(({ results }) => results.some((result) => result !== 'ok')))
      process.exitCode = 1;
  } finally {
    await router?.stop();
    await mock?.stop();
    if (values.keep) say(folder);
    else rmSync(folder, { recursive: true, force: true });
  }
});

async function tryTasks({ name, program, dialect, mock, router, folder }) {
  const results = [];
  for (const task of tasks) {
    const scratch = path.join(folder, `${name}-${dialect}-${task.name.replaceAll(' ', '-')}`);
    mkdirSync(scratch, { recursive: true });
    task.prepare?.(scratch);
    mock.begin(task.script({ agent: name, scratch, dialect }));
    const { output, code } = await agents[name].run(program, { task, scratch, model: dialect, router, home: folder });
    const found = code === 0 ? task.judge({ output, scratch, requests: mock.requests() }) : `ended with ${code}`;
    results.push(found ?? 'ok');
    if (found || values.verbose) say(`${name} over ${dialect}, ${task.name}: ${found ?? 'ok'}\n${output.slice(-2000)}`);
  }
  return { name: `${name} over ${dialect}`, results };
}

function table(rows) {
  const lines = [['', ...tasks.map((task) => task.name)], ...rows.map(({ name, results }) => [name, ...results])];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return `${lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column])).join('  ')).join('\n')}\n`;
}
