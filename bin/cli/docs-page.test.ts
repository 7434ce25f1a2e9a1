import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { exitCodes, exitCodeWords } from './exit-codes';
import { createProgram } from './program';

const file = path.resolve(import.meta.dirname, '../../app/(docs)/_content/20-administering/20-command-line.mdx');
const page = readFileSync(file, 'utf8');
const stdin = Readable.from([]);
const [stdout, stderr] = [new PassThrough(), new PassThrough()];
const program = createProgram({ environment: {}, typedIn: '/', home: '/', stdin, stdout, stderr, exitCode: 0 });

it('the docs page names every command, every option and every exit code', () => {
  const said = (command: Command): string[] => [
    command.name(),
    ...command.options.flatMap((option) => option.long ?? []),
    ...command.commands.flatMap(said),
  ];
  const missing = said(program).filter((word) => !['--version', '--help'].includes(word) && !page.includes(word));
  expect(missing).toEqual([]);
  const rows = Object.values(exitCodes).map((code) => `| ${code} |`);
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  expect(Object.keys(exitCodeWords)).toEqual(Object.keys(exitCodes));
});

it('every command tells by an example how it is typed', () => {
  const leaves = (command: Command): Command[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
  for (const command of leaves(program)) {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    expect(help, command.name()).toMatch(/Examples:\n {2}\$ .*router /);
  }
});
