import { describe, expect, it } from 'vitest';
import { type OriginFacts, originOf, validHost } from './origin';

const facts = (some: Partial<OriginFacts>): OriginFacts => ({
  publicUrl: null,
  host: 'router.example:3000',
  forwardedHost: null,
  forwardedProto: null,
  peerTrusted: false,
  encrypted: false,
  ...some,
});

describe('originOf', () => {
  it('is the host the browser asked for', () => {
    expect(originOf(facts({}))).toBe('http://router.example:3000');
    expect(originOf(facts({ host: 'LOCALHOST:4100' }))).toBe('http://localhost:4100');
    expect(originOf(facts({ host: '[::1]:3000' }))).toBe('http://[::1]:3000');
    expect(originOf(facts({ encrypted: true }))).toBe('https://router.example:3000');
  });

  it('leaves out the port that goes without saying', () => {
    expect(originOf(facts({ host: 'router.example:80' }))).toBe('http://router.example');
    expect(originOf(facts({ host: 'router.example:443', encrypted: true }))).toBe('https://router.example');
    expect(originOf(facts({ host: 'router.example:443' }))).toBe('http://router.example:443');
  });

  it('is the public address when the operator gave one, whatever the request says', () => {
    const request = { forwardedHost: 'other.example', forwardedProto: 'http', peerTrusted: true };
    expect(originOf(facts({ ...request, publicUrl: 'https://llm.example.com/' }))).toBe('https://llm.example.com');
  });

  it('believes forwarded headers from a trusted proxy only', () => {
    const forwarded = { forwardedHost: 'llm.example.com', forwardedProto: 'https' };
    expect(originOf(facts({ ...forwarded, peerTrusted: true }))).toBe('https://llm.example.com');
    expect(originOf(facts(forwarded))).toBe('http://router.example:3000');
    expect(originOf(facts({ forwardedProto: 'https', peerTrusted: true }))).toBe('https://router.example:3000');
  });

  it('takes the entry that the trusted proxy wrote when a client had sent one of its own', () => {
    const forwarded = { forwardedHost: 'evil.example, llm.example.com', forwardedProto: 'http, https' };
    expect(originOf(facts({ ...forwarded, peerTrusted: true }))).toBe('https://llm.example.com');
  });

  it('falls back rather than show a host that is none', () => {
    expect(originOf(facts({ host: 'evil"><script>' }))).toBe('http://localhost');
    expect(originOf(facts({ host: null }))).toBe('http://localhost');
    expect(originOf(facts({ forwardedHost: 'a/b', peerTrusted: true }))).toBe('http://router.example:3000');
    expect(originOf(facts({ forwardedProto: 'javascript', peerTrusted: true }))).toBe('http://router.example:3000');
  });
});

describe('validHost', () => {
  it.each([
    'evil"><script>',
    'a/b',
    'a b',
    'user@host',
    'host:',
    'host:0',
    'host:65536',
    'host:80:80',
    'host?x',
    'host#x',
    'a..b',
    '-a.example',
    'a-.example',
    '.example',
    '[::1',
    '::1',
    '[:::]',
    '[fe80::1%25eth0]',
    'bücher.example',
    'host\\evil',
    "host'",
    '{{origin}}',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(130)}example`,
    '',
  ])('refuses %j', (host) => expect(validHost(host)).toBeNull());

  it.each([
    'localhost',
    'a.example:1',
    '127.0.0.1:65535',
    '[::1]',
    '[2001:db8::1]:8080',
    'my_host',
    'xn--bcher-kva.example',
  ])('takes %j', (host) => expect(validHost(host)).toBe(host));
});
