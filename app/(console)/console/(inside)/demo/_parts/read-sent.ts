import type { Answered } from './send-demo-request';

type Change = (some: Pick<Answered, 'text'> | Pick<Answered, 'problem'>) => void;

/** Reads an answer of `/v1/chat/completions`, whole or word by word, and tells it as it comes. */
export async function readSent(response: Response, isStream: boolean, change: Change): Promise<void> {
  if (!isStream) return tellWhole(parse(await response.text()), change);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = line.startsWith('data: ') ? parse(line.slice('data: '.length)) : null;
      const problem = messageOf(event);
      if (problem !== null) change({ problem });
      const word = wordOf(event, 'delta');
      if (word) {
        text += word;
        change({ text });
      }
    }
  }
}

function tellWhole(answer: unknown, change: Change): void {
  const problem = messageOf(answer);
  if (problem !== null) change({ problem });
  else change({ text: wordOf(answer, 'message') ?? '' });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function field(value: unknown, name: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[name] : undefined;
}

function wordOf(event: unknown, part: 'delta' | 'message'): string | null {
  const content = field(field(field(field(event, 'choices'), 0), part), 'content');
  return typeof content === 'string' ? content : null;
}

function messageOf(event: unknown): string | null {
  const message = field(field(event, 'error'), 'message');
  return typeof message === 'string' ? message : null;
}
