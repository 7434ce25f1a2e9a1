import { describe, expect, it } from 'vitest';
import type { Quirk } from '../../exchange/quirks';
import { parseRequest } from './parse-request';
import { renderSameRequest } from './pass-through-request';

const render = (text: string, ...quirks: Quirk[]) => renderSameRequest(parseRequest(text), 'm', new Set(quirks));

describe('a request that passes through to a place with quirks', () => {
  it.each<[Quirk, string, string]>([
    ['max-tokens', '"max_completion_tokens": 5', '"max_tokens":5'],
    ['no-parallel-tool-calls', '"a":1.0,"parallel_tool_calls":true', '"a":1.0'],
    [
      'no-strict-tools',
      '"tools":[{"function":{"name":"f","strict":true}}, {"x":1.0}]',
      '"tools":[{"function":{"name":"f"}},{"x":1.0}]',
    ],
  ])('is changed by %s where it says so, and nowhere else', (quirk, sent, expected) => {
    const body = (members: string) => `{"model":"m", "messages":[ {"role":"user","content":1.0} ],${members}}`;
    expect(render(body(sent), quirk)).toBe(body(expected));
    expect(render(body(sent))).toBe(body(sent));
  });

  it('has its later instructions in the user’s words, or in the one role there is (field-failures 13)', () => {
    const messages =
      '[{"role":"developer","content":"a"},{"role":"user","content":"b"},{"role":"system","content":"c"}]';
    const text = `{"model":"m","messages":${messages}}`;
    expect(JSON.parse(render(text, 'no-developer-role')).messages.map(({ role }: { role: string }) => role)).toEqual([
      'system',
      'user',
      'system',
    ]);
    expect(JSON.parse(render(text, 'no-developer-role', 'system-first-only')).messages).toEqual([
      { role: 'system', content: 'a' },
      { role: 'user', content: 'b' },
      { role: 'user', content: '<system-reminder>\nc\n</system-reminder>' },
    ]);
  });

  it('loses two members at its beginning without losing its form', () => {
    const text = '{"parallel_tool_calls":true, "stream_options":{},"model":"m","messages":[]}';
    expect(render(text, 'no-stream-options', 'no-parallel-tool-calls')).toBe('{"model":"m","messages":[]}');
  });

  it('asks for no usage where that is refused', () => {
    const text = '{"model":"m","messages":[],"stream":true,"stream_options":{"include_usage":true}}';
    expect(render(text, 'no-stream-options')).toBe('{"model":"m","messages":[],"stream":true}');
  });
});
