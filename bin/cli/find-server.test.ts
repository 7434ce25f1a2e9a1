import { expect, it } from 'vitest';
import { findServer } from './find-server';

it('is --url, else ROUTER_URL, else this machine at PORT, else at 3000; never ROUTER_BASE_URL', () => {
  const environment = {
    ROUTER_URL: 'https://two.example.com',
    PORT: '4000',
    ROUTER_BASE_URL: 'https://calls.example.com',
  };
  const origin = (url: string | undefined, from: Record<string, string>) =>
    findServer(url === undefined ? {} : { url }, from).origin;
  expect(origin('https://one.example.com', environment)).toBe('https://one.example.com');
  expect(origin(undefined, environment)).toBe('https://two.example.com');
  expect(origin(undefined, { PORT: '4000' })).toBe('http://127.0.0.1:4000');
  expect(origin(undefined, { ROUTER_BASE_URL: 'https://calls.example.com' })).toBe('http://127.0.0.1:3000');
});

it.each([
  ['https://llm.example.com/v1/', 'https://llm.example.com', false],
  [' "https://llm.example.com" ', 'https://llm.example.com', false],
  ['llm.example.com', 'https://llm.example.com', false],
  ['localhost:3001', 'http://localhost:3001', true],
  ['127.0.0.1:3001/docs', 'http://127.0.0.1:3001', true],
  ['LocalHost:3001', 'http://localhost:3001', true],
  ['Https://LLM.example.com', 'https://llm.example.com', false],
  ['[::1]:3001', 'http://[::1]:3001', true],
  ['http://127.0.0.1.example.com', 'http://127.0.0.1.example.com', false],
  ['http://10.0.0.1:3000', 'http://10.0.0.1:3000', false],
])('reads %j as %s', (url, origin, isLoopback) => {
  expect(findServer({ url }, {})).toMatchObject({ origin, isLoopback });
});

it.each(['', 'ftp://example.com', 'https://', 'https://user:word@example.com'])('refuses %j', (url) => {
  expect(() => findServer({ url }, {})).toThrow(expect.objectContaining({ exit: 'usage' }));
});
