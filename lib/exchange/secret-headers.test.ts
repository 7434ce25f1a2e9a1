import { expect, test } from 'vitest';
import { hiddenValue, hideSecretHeaders, isSecretHeader } from './secret-headers';

test.each([
  ...['authorization', 'Proxy-Authorization', 'cf-aig-authorization', 'x-api-key', 'apikey', 'X-AccessToken', 'cookie'],
  ...['x-team-token', 'client_secret', 'x-password', 'helicone-auth', 'token', 'x-key-2', 'x-credentials'],
])('%s looks like a secret', (name) => {
  expect(isSecretHeader(name, 'x')).toBe(true);
});

test.each([
  ...['x-team', 'x-max-tokens', 'x-keyspace', 'openai-organization', 'anthropic-version', 'x-author', 'http-referer'],
  ...['x-title', 'x-authority'],
])('%s does not', (name) => {
  expect(isSecretHeader(name, 'x')).toBe(false);
});

test('what is shown as a credential is one, whatever it is called', () => {
  expect(hideSecretHeaders({ 'x-first': 'Bearer abc', 'x-second': 'bearer of news' })).toEqual({
    'x-first': hiddenValue,
    'x-second': hiddenValue,
  });
  expect(hideSecretHeaders({ 'x-first': 'yes', 'x-token': 'abc' })).toEqual({
    'x-first': 'yes',
    'x-token': hiddenValue,
  });
});
