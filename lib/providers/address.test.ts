import { describe, expect, it } from 'vitest';
import { provider } from '../gateway/__fixtures__/policy';
import { upstreamAddress, upstreamPath } from './address';

describe('the address of a provider', () => {
  it.each([
    ['https://api.example.com/v1', 'https://api.example.com', '/v1'],
    ['http://127.0.0.1:4010/v1', 'http://127.0.0.1:4010', '/v1'],
    ['https://host.example/openai/deployments/a%20b', 'https://host.example', '/openai/deployments/a%20b'],
    ['http://bare.example', 'http://bare.example', ''],
    ['http://[::1]:8080', 'http://[::1]:8080', ''],
  ])('follows the base %s', (baseUrl, origin, basePath) => {
    expect(upstreamAddress(provider('p', { baseUrl }))).toMatchObject({ origin, basePath });
  });
});

describe('the headers of a call', () => {
  it('are made from nothing but the provider and the kind of answer', () => {
    expect(upstreamAddress(provider('p', { apiKey: 'sk-a' })).headers.stream).toEqual({
      'content-type': 'application/json',
      accept: 'text/event-stream',
      'user-agent': 'smart-llmrouter',
      authorization: 'Bearer sk-a',
    });
  });

  it('ask for no compression, and show no key where there is none', () => {
    const headers = upstreamAddress(provider('p')).headers.whole;
    expect(headers.accept).toBe('application/json');
    expect(Object.keys(headers)).not.toContain('authorization');
    expect(Object.keys(headers)).not.toContain('accept-encoding');
  });
});

describe('the key of a provider', () => {
  const headersOf = (some: object) => upstreamAddress(provider('p', { apiKey: 'k&y', ...some })).headers.whole;

  it.each([
    ['openai-chat', 'authorization', 'Bearer k&y'],
    ['openai-responses', 'authorization', 'Bearer k&y'],
    ['anthropic-messages', 'x-api-key', 'k&y'],
    ['gemini', 'x-goog-api-key', 'k&y'],
  ])('is shown as %s wants it', (dialect, name, value) => {
    expect(headersOf({ dialect })[name]).toBe(value);
  });

  it('is shown as its declaration says, and once', () => {
    expect(headersOf({ auth: 'api-key' })).toMatchObject({ 'api-key': 'k&y' });
    for (const auth of ['none', 'query', 'api-key']) expect(headersOf({ auth }).authorization).toBeUndefined();
  });

  it('stands in the address where it is to', () => {
    const address = upstreamAddress(
      provider('p', { apiKey: 'k&y', auth: 'query', baseUrl: 'http://a/v1?api-version=1' }),
    );
    expect(upstreamPath(address, '/x')).toBe('/v1/x?api-version=1&key=k%26y');
    expect(upstreamPath(address, '/x?alt=sse')).toBe('/v1/x?alt=sse&api-version=1&key=k%26y');
  });

  it('goes with the headers the operator added', () => {
    expect(headersOf({ headers: { 'x-team': 'a' } })).toMatchObject({ 'x-team': 'a', authorization: 'Bearer k&y' });
  });
});
