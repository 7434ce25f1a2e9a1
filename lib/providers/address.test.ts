import { describe, expect, it } from 'vitest';
import { provider } from '../gateway/__fixtures__/policy';
import { upstreamAddress } from './address';

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
