import { describe, expect, it } from 'vitest';
import { type ClientKind, judgeBaseUrl } from './judge-base-url';

const origin = 'https://llm.example.com';
const right: Record<ClientKind, string> = { openai: `${origin}/v1`, anthropic: origin, router: origin };

describe('a base URL that is right', () => {
  it.each<[ClientKind, string]>([
    ['openai', `${origin}/v1`],
    ['openai', `  "${origin}/v1" `],
    ['openai', `export OPENAI_BASE_URL="${origin}/v1"`],
    ['openai', `base_url = "${origin}/v1"`],
    ['anthropic', origin],
    ['anthropic', `${origin}/anthropic`],
    ['router', `ROUTER_BASE_URL=${origin}`],
    ['router', `$env:ROUTER_BASE_URL = '${origin}'`],
    ['anthropic', `https://LLM.example.com:443/`],
  ])('is known for %s: %s', (kind, pasted) => {
    expect(judgeBaseUrl(pasted, kind, origin)).toMatchObject({ right: true, value: right[kind] });
  });

  it('may name this machine in either way, and says so', () => {
    const { right, notes } = judgeBaseUrl('http://localhost:3000/v1', 'openai', 'http://127.0.0.1:3000');
    expect(right).toBe(true);
    expect(notes.join()).toContain('this machine');
  });
});

describe('a base URL that is wrong', () => {
  it.each<[ClientKind, string, string]>([
    ['openai', origin, 'lacks /v1'],
    ['openai', `${origin}/v1/v1`, '/v1 twice'],
    ['openai', `${origin}/v1/`, 'slash at its end'],
    ['openai', `${origin}//v1`, 'two slashes'],
    ['openai', `${origin}/v1/chat/completions`, 'add /chat/completions themselves'],
    ['openai', `${origin}/v1/responses`, 'add /responses themselves'],
    ['openai', `${origin}/chat/completions`, 'lacks /v1'],
    ['openai', `${origin}/api`, 'nothing at /api'],
    ['openai', `${origin}/anthropic`, 'nothing at /anthropic'],
    ['openai', `${origin}/v1?key=1`, 'no “?”'],
    ['openai', 'https://user:pass@llm.example.com/v1', 'token goes into a header'],
    ['anthropic', `${origin}/v1`, 'would ask for /v1/v1'],
    ['anthropic', `${origin}/v1/messages`, 'add /messages themselves'],
    ['router', `${origin}/v1`, 'the examples add /v1'],
    ['openai', 'http://llm.example.com/v1', 'is reached by https://'],
    ['openai', 'https://llm.example.com:8443/v1', 'one too many'],
    ['openai', 'https://api.openai.com/v1', 'another one: api.openai.com'],
    ['openai', 'llm.example.com/v1', 'begin with https://'],
    ['openai', 'ftp://llm.example.com/v1', 'does not begin with http'],
    ['openai', 'https://', 'no address'],
  ])('of %s, %s: %s', (kind, pasted, words) => {
    const verdict = judgeBaseUrl(pasted, kind, origin);
    expect(verdict).toMatchObject({ right: false, value: right[kind] });
    expect(verdict.notes.join(' ')).toContain(words);
  });

  it('names the port where this deployment has one', () => {
    expect(judgeBaseUrl('http://127.0.0.1:8000', 'router', 'http://127.0.0.1:3000').notes.join()).toContain('is 3000');
    expect(judgeBaseUrl('https://127.0.0.1:3000', 'router', 'http://127.0.0.1:3000').notes.join()).toContain('http://');
  });
});
