import { describe, expect, it } from 'vitest';
import { type DialectId, dialectIds } from '../exchange/dialect-ids';
import { dialects } from '.';
import { relayContext } from './__fixtures__/context';
import { streamsOf } from './__fixtures__/streams';
import { createFrameReader } from './sse';
import { mergeUsage } from './translate';

// Bytes that none of us wrote (`npm run record`): what was asked for must be found in them.
const recordings = dialectIds.flatMap((dialect) =>
  streamsOf(dialect)
    .filter(({ name }) => name.startsWith('recorded-'))
    .map(({ name, text }) => ({ dialect, name, text })),
);
const context = relayContext();

it('every dialect has been recorded, saying a text and calling tools', () => {
  const kinds = recordings.map(({ dialect, name }) => `${dialect} ${name.split('-').at(-1)}`);
  expect(new Set(kinds)).toEqual(new Set(dialectIds.flatMap((dialect) => [`${dialect} text`, `${dialect} tools`])));
});

describe.each(recordings)('$dialect: $name', ({ dialect, name, text }) => {
  it('says what was asked for, from its first word to its last', () => {
    expect(text).toMatch(/^: recorded \d{4}-\d\d-\d\d from \S+, model \S+\n\n/);
    const heard = hear(dialect, text);
    expect(heard.last).toBe('end');
    if (name.endsWith('-tools')) {
      expect(heard.finish).toBe('tool-calls');
      expect(heard.calls).toEqual([
        { name: 'get_weather', input: { city: 'Zürich' } },
        { name: 'get_weather', input: { city: 'Bern' } },
      ]);
    } else {
      expect(heard.finish).toBe('stop');
      expect(heard.calls).toEqual([]);
      expect(heard.text).toContain('Zürich');
      expect(heard.usage?.inputTokens).toBeGreaterThan(0);
      expect(heard.usage?.outputTokens).toBeGreaterThan(0);
    }
  });
});

function hear(dialect: DialectId, text: string) {
  const parser = dialects[dialect].upstream.openParser(context);
  const events = createFrameReader()
    .feed(text)
    .flatMap(({ data, event }) => parser.step(data, event));
  if (events.at(-1)?.type !== 'end') events.push(...parser.end());
  const names = new Map<number, string>();
  const inputs = new Map<number, string>();
  const heard = { text: '', finish: '', usage: mergeUsage(null, null) };
  for (const event of events) {
    if (event.type === 'text-delta') heard.text += event.text;
    if (event.type === 'tool-call-start') names.set(event.block, event.name);
    if (event.type === 'tool-call-delta') inputs.set(event.block, (inputs.get(event.block) ?? '') + event.text);
    if (event.type === 'usage' || event.type === 'start') heard.usage = mergeUsage(heard.usage, event.usage);
    if (event.type === 'finish') heard.finish = event.reason;
  }
  const calls = [...names].map(([block, name]) => ({ name, input: JSON.parse(inputs.get(block) ?? '{}') }));
  return { ...heard, calls, last: events.at(-1)?.type };
}
