import { expect, it } from 'vitest';
import { readSent } from './read-sent';

async function read(body: string | ReadableStream, isStream: boolean) {
  const told = { text: '', problem: null as string | null };
  await readSent(new Response(body), isStream, (some) => Object.assign(told, some));
  return told;
}

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const word = (content: string) => event({ choices: [{ delta: { content } }] });

it('reads a whole answer, and a fault', async () => {
  expect(await read(JSON.stringify({ choices: [{ message: { content: 'Hello' } }] }), false)).toEqual({
    text: 'Hello',
    problem: null,
  });
  expect(await read(JSON.stringify({ error: { message: 'Not allowed' } }), false)).toMatchObject({
    problem: 'Not allowed',
  });
  expect(await read('no JSON', false)).toEqual({ text: '', problem: null });
});

it('reads a stream, however it is cut into pieces', async () => {
  const text = `${word('Hel')}${word('lo')}data: [DONE]\n\n`;
  for (const size of [1, 7, text.length]) {
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    const stream = new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
        controller.close();
      },
    });
    expect(await read(stream, true)).toEqual({ text: 'Hello', problem: null });
  }
});

it('reads a stream that ends in a fault', async () => {
  expect(await read(`${word('Half')}${event({ error: { message: 'It broke off' } })}`, true)).toEqual({
    text: 'Half',
    problem: 'It broke off',
  });
});
