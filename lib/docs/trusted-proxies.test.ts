import { describe, expect, it } from 'vitest';
import { clientAddress, isTrustedProxy, isUntoldProxy, wrongProxies } from './trusted-proxies';

describe('isTrustedProxy', () => {
  it.each([
    ['10.1.2.3', ['10.0.0.0/8']],
    ['127.0.0.1', ['127.0.0.1']],
    ['::ffff:10.1.2.3', ['10.0.0.0/8']],
    ['::ffff:a01:203', ['10.0.0.0/8']],
    ['10.1.2.3', ['::ffff:10.0.0.0/104']],
    ['10.1.2.3', ['::ffff:10.1.2.3']],
    ['2001:db8::7', ['2001:db8::/32']],
    ['2001:0db8:0:0::7', ['2001:db8::7']],
    ['fe80::1%eth0', ['fe80::/10']],
    ['::1', ['192.168.0.0/16', '::1']],
    ['203.0.113.9', ['0.0.0.0/0']],
  ])('trusts %s by %j', (address, list) => expect(isTrustedProxy(address, list)).toBe(true));

  it.each([
    ['11.1.2.3', ['10.0.0.0/8']],
    ['127.0.0.2', ['127.0.0.1']],
    ['2001:db9::7', ['2001:db8::/32']],
    ['::1', ['127.0.0.0/8']],
    ['::1', ['0.0.0.0/0']],
    ['203.0.113.9', ['::/0']],
    ['10.1.2.3', []],
    ['10.1.2.3', ['10.0.0.0/99', 'nonsense', '']],
    ['not an address', ['0.0.0.0/0', '::/0']],
    [undefined, ['0.0.0.0/0', '::/0']],
  ])('does not trust %s by %j', (address, list) => expect(isTrustedProxy(address, list)).toBe(false));
});

describe('wrongProxies', () => {
  it('names what is neither an address nor a block', () => {
    const list = ['10.0.0.0/8', '10.0.0.0/33', 'proxy.example', '::1/129', '::1', '1.2.3.4/', '1.2.3.4/8/8'];
    expect(wrongProxies(list)).toEqual(['10.0.0.0/33', 'proxy.example', '::1/129', '1.2.3.4/', '1.2.3.4/8/8']);
  });
});

it.each([
  ['the peer itself, without proxies', '203.0.113.9', null, [], '203.0.113.9'],
  ['the peer itself, whatever it says of itself', '203.0.113.9', '198.51.100.1', [], '203.0.113.9'],
  ['whom a trusted proxy names', '10.0.0.1', '198.51.100.1', ['10.0.0.0/8'], '198.51.100.1'],
  ['the last that is no trusted proxy', '10.0.0.1', '1.2.3.4, 198.51.100.1, 10.0.0.2', ['10.0.0.0/8'], '198.51.100.1'],
  ['the proxy, where it names nobody', '10.0.0.1', 'unknown', ['10.0.0.0/8'], '10.0.0.1'],
  ['IPv4 as it is spelt', '::ffff:203.0.113.9', null, [], '203.0.113.9'],
])('the client is %s', (_what, peer, forwarded, trusted, address) => {
  expect(clientAddress(peer, forwarded, trusted)).toBe(address);
});

describe('isUntoldProxy', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.9' };
  it.each([
    ['127.0.0.1', forwarded, [], true],
    ['::ffff:10.1.2.3', { forwarded: 'for=203.0.113.9' }, [], true],
    ['172.17.0.1', forwarded, [], true],
    ['fd00::7', forwarded, [], true],
    ['::1', forwarded, [], true],
    // Whoever comes from the Internet may send what they like.
    ['203.0.113.7', forwarded, [], false],
    ['2001:db8::7', forwarded, [], false],
    ['127.0.0.1', {}, [], false],
    ['127.0.0.1', forwarded, ['127.0.0.1'], false],
    ['10.1.2.3', forwarded, ['127.0.0.1'], false],
    [undefined, forwarded, [], false],
  ] as const)('of %s with %j, where %j are told: %s', (peer, headers, trusted, expected) => {
    expect(isUntoldProxy(peer, headers, trusted)).toBe(expected);
  });
});
