import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** What an agent is asked to do, what the model is made to say, and how it is seen to have worked. `judge` says what is wrong. */
export const tasks = [
  {
    name: 'answer',
    prompt: 'Say a word.',
    script: () => [{ content: 'The word is pineapple.' }],
    judge: ({ output }) => (output.includes('pineapple') ? null : 'the answer was not printed'),
  },
  {
    name: 'shell',
    prompt: 'Which file is in this folder?',
    prepare: (scratch) => writeFileSync(path.join(scratch, 'marker-file.txt'), 'here\n'),
    script: ({ agent }) => [
      { toolCalls: [shell(agent, 'ls')] },
      { content: 'I looked, and it is the marker: kumquat.' },
    ],
    judge: ({ output, requests }) => {
      if (!requests.some((body) => body.includes('marker-file.txt'))) return 'the model did not see the result';
      return output.includes('kumquat') ? null : 'the answer was not printed';
    },
  },
  {
    name: 'edit',
    prompt: 'Write a greeting into greeting.txt.',
    script: ({ agent, scratch, dialect }) => [
      { toolCalls: [edit(agent, scratch, dialect)] },
      { content: 'Written: tamarind.' },
    ],
    judge: ({ output, scratch }) => {
      const file = path.join(scratch, 'greeting.txt');
      if (!existsSync(file) || !readFileSync(file, 'utf8').includes('hello')) return 'the file was not written';
      return output.includes('tamarind') ? null : 'the answer was not printed';
    },
  },
  {
    name: 'image',
    image: 'pixel.png',
    prompt: { codex: 'What is in the picture?', claude: 'What is in pixel.png?' },
    prepare: (scratch) => writeFileSync(path.join(scratch, 'pixel.png'), Buffer.from(pixel, 'base64')),
    script: ({ agent, scratch }) => [
      ...(agent === 'claude' ? [{ toolCalls: [call('Read', { file_path: path.join(scratch, 'pixel.png') })] }] : []),
      { content: 'One pixel: durian.' },
    ],
    judge: ({ output, requests }) => {
      // Agents may write an image anew; that one has come is enough.
      if (!requests.some((body) => /iVBORw0KGgo|\/9j\/|UklGR/.test(body))) return 'the model did not see the image';
      return output.includes('durian') ? null : 'the answer was not printed';
    },
  },
];

const call = (name, input) => ({ name, arguments: JSON.stringify(input) });

function shell(agent, command) {
  return agent === 'codex' ? call('exec_command', { cmd: command }) : call('Bash', { command, description: 'Runs it' });
}

/** Codex edits by a custom tool, which the mock cannot call in the Responses API; there it writes by its shell. */
function edit(agent, scratch, dialect) {
  if (agent === 'claude') return call('Write', { file_path: path.join(scratch, 'greeting.txt'), content: 'hello\n' });
  if (dialect === 'openai-responses') return shell(agent, 'echo hello > greeting.txt');
  return call('apply_patch', { input: '*** Begin Patch\n*** Add File: greeting.txt\n+hello\n*** End Patch\n' });
}
