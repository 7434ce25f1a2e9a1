import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameReader, type Frame, FrameTooLargeError } from './sse';

function readAll(pieces: readonly string[]): { frames: Frame[]; isMidFrame: boolean } {
  const reader = createFrameReader();
  const frames = pieces.flatMap((piece) => reader.feed(piece));
  return { frames, isMidFrame: reader.isMidFrame() };
}

const read = (...pieces: string[]) => readAll(pieces).frames;
const frame = (data: string, event: string | null = null): Frame => ({ event, data });

/** Streams with everything that line ends, comments and fields can do to one another. */
const streams: Record<string, string> = {
  'line feeds': 'data: a\n\ndata: b\n\n',
  'carriage returns': 'data: a\r\rdata: b\r\r',
  'both together': 'data: a\r\n\r\ndata: b\r\n\r\n',
  'all three in turn': 'data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\r\ndata: e\n\n',
  'a byte order mark': '\ufeffdata: a\n\n',
  comments: ': hello\n\n:\ndata: a\n: between\ndata: b\n\n: bye\n\n',
  'several lines of data': 'data: {\ndata:   "a": 1\ndata: }\n\n',
  'events with names': 'event: message_start\ndata: {}\n\nevent:ping\ndata:{}\n\ndata: unnamed\n\n',
  'fields nobody needs': 'id: 1\nretry: 3000\nfoo: bar\ndata: a\n\n',
  'odd spacing after the colon': 'data:a\n\ndata:  a\n\ndata:\n\ndata\n\n',
  'an event without data': 'event: nothing\n\ndata: a\n\n',
  'characters outside the first plane': 'data: 😀é\u2028漢\n\n',
  'no blank line at its end': 'data: a\n\ndata: b\n',
  'no line end at its end': 'data: a\n\ndata: b',
};

describe('the frames of a stream', () => {
  it.each([
    ['line feeds', [frame('a'), frame('b')]],
    ['carriage returns', [frame('a'), frame('b')]],
    ['both together', [frame('a'), frame('b')]],
    ['all three in turn', [frame('a\nb\nc'), frame('d'), frame('e')]],
    ['a byte order mark', [frame('a')]],
    ['comments', [frame('a\nb')]],
    ['several lines of data', [frame('{\n  "a": 1\n}')]],
    ['events with names', [frame('{}', 'message_start'), frame('{}', 'ping'), frame('unnamed')]],
    ['fields nobody needs', [frame('a')]],
    // "If value starts with a U+0020 SPACE character, remove it": one, not all.
    ['odd spacing after the colon', [frame('a'), frame(' a'), frame(''), frame('')]],
    // "If the data buffer is an empty string, set the event type buffer to the empty string and return."
    ['an event without data', [frame('a')]],
    ['characters outside the first plane', [frame('😀é\u2028漢')]],
    ['no blank line at its end', [frame('a')]],
    ['no line end at its end', [frame('a')]],
  ])('are read with %s', (name, frames) => {
    expect(read(streams[name] ?? '')).toEqual(frames);
  });

  it.each(Object.entries(streams))('are the same with %s cut at every position', (_name, text) => {
    const whole = readAll([text]);
    for (let at = 0; at <= text.length; at += 1) {
      expect(readAll([text.slice(0, at), text.slice(at)]), `cut at ${at}`).toEqual(whole);
      expect(readAll([text.slice(0, at), '', text.slice(at)]), `cut at ${at} with nothing between`).toEqual(whole);
    }
    expect(readAll(text.split(''))).toEqual(whole);
  });

  it('are the same however many pieces a stream comes in', () => {
    const line = fc.constantFrom(
      'data: a',
      'data:',
      'event: x',
      ': comment',
      '',
      'data: {"a":"b"}',
      'id: 1',
      'data: é😀',
    );
    const end = fc.constantFrom('\n', '\r', '\r\n');
    const stream = fc.array(fc.tuple(line, end), { maxLength: 12 }).map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(stream, fc.array(fc.nat({ max: 150 }), { maxLength: 12 }), (text, cuts) => {
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
        expect(readAll(pieces)).toEqual(readAll([text]));
      }),
      { numRuns: 500 },
    );
  });

  it('come out as soon as their blank line is there, not one piece later', () => {
    const reader = createFrameReader();
    expect(reader.feed('data: a\n')).toEqual([]);
    expect(reader.feed('\n')).toEqual([frame('a')]);
    expect(reader.feed('data: b\r')).toEqual([]);
    expect(reader.feed('\r')).toEqual([frame('b')]);
    expect(reader.feed('\ndata: c\n\n')).toEqual([frame('c')]);
  });

  it('keep a byte order mark anywhere but at the start', () => {
    expect(read('data: a\n\n', '\ufeffdata: b\n\n', 'data: \ufeffc\n\n')).toEqual([frame('a'), frame('\ufeffc')]);
  });
});

describe('isMidFrame', () => {
  it.each([
    ['nothing at all', '', false],
    ['a whole frame', 'data: a\n\n', false],
    ['a comment alone', ': a\n\n', false],
    ['data without its blank line', 'data: a\n', true],
    ['half a line', 'data: a\n\ndat', true],
  ])('tells %s', (_what, text, expected) => {
    expect(readAll([text]).isMidFrame).toBe(expected);
  });
});

describe('a large frame', () => {
  it.each([65_536, 256])('of 4.8 MB in pieces of %i characters takes time in proportion to its length', (size) => {
    const text = `data: ${'x'.repeat(4_800_000)}\n\n`;
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, (at + 1) * size),
    );
    const begun = performance.now();
    const { frames } = readAll(pieces);
    // Joining at every piece would copy 45 GB in the second case.
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(frames.map(({ data }) => data.length)).toEqual([4_800_000]);
  });

  it('is refused past the limit, in one piece or in many', () => {
    const text = `data: ${'x'.repeat(100)}\n\n`;
    expect(() => createFrameReader(100).feed(text)).toThrow(FrameTooLargeError);
    const reader = createFrameReader(100);
    expect(() => text.split('').map((piece) => reader.feed(piece))).toThrow(FrameTooLargeError);
  });

  it('is refused as well when it is many short lines', () => {
    const reader = createFrameReader(100);
    expect(() => Array.from({ length: 20 }, () => reader.feed('data: 0123\n'))).toThrow(FrameTooLargeError);
  });

  it('just within the limit is read, wherever it is cut', () => {
    const text = `data: ${'x'.repeat(94)}\n\n`;
    for (let at = 0; at <= text.length; at += 1) {
      const reader = createFrameReader(100);
      expect([...reader.feed(text.slice(0, at)), ...reader.feed(text.slice(at))], `cut at ${at}`).toHaveLength(1);
    }
    const reader = createFrameReader(100);
    expect(text.split('').flatMap((piece) => reader.feed(piece))).toHaveLength(1);
  });

  it('does not take the good frames before it away', () => {
    const reader = createFrameReader(100);
    expect(reader.feed(`data: a\n\ndata: ${'x'.repeat(100)}`)).toEqual([frame('a')]);
    expect(reader.isMidFrame()).toBe(true);
    expect(() => reader.feed('y\n\n')).toThrow(FrameTooLargeError);
  });

  it('counts each frame anew', () => {
    const reader = createFrameReader(100);
    const frames = Array.from({ length: 50 }, () => reader.feed('data: 0123456789\n\n')).flat();
    expect(frames).toHaveLength(50);
  });
});
