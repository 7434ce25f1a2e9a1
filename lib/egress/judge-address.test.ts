import { describe, expect, it } from 'vitest';
import { judgeAddress } from './judge-address';

describe('an address that anybody may have', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '169.253.1.1',
    '192.167.1.1',
    '223.255.255.254',
    '2606:4700:4700::1111',
    '2a00:1450:4001:82a::200e',
    // What carries a public IPv4 address leads there.
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
    '2002:0101:0101::1',
  ])('%s is global', (address) => {
    expect(judgeAddress(address).kind).toBe('global');
  });
});

describe('an address of this machine or its network', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['[::1]', 'loopback'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['fc00::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['100.127.255.254', 'carrier-grade NAT'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:10.1.2.3', 'private'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b:1::8.8.8.8', 'private'],
    ['2002:7f00:1::1', 'loopback'],
    ['2002:c0a8:0101::', 'private'],
    // Teredo: the server's address, and the client's with every bit turned.
    ['2001:0:0a00:0001::', 'private'],
    ['2001:0:0808:0808:0:0:80ff:fffe', 'loopback'],
    // ISATAP inside a global prefix.
    ['2606:4700::5efe:10.0.0.1', 'private'],
    ['2606:4700::200:5efe:127.0.0.1', 'loopback'],
  ])('%s is %s', (address, name) => {
    expect(judgeAddress(address)).toEqual({ kind: 'private', name });
  });
});

describe('an address that serves no models', () => {
  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '169.254.0.1',
    '169.254.1.1',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.31.196.1',
    '192.52.193.1',
    '192.175.48.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::8.8.8.8',
    '::ffff:0:8.8.8.8',
    '::ffff:0.0.0.0',
    '::ffff:169.254.1.1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'fec0::1',
    'ff02::1',
    '100::1',
    '2001:2::1',
    '2001:10::1',
    '2001:20::1',
    '2001:db8::1',
    '2002:a9fe:0101::1',
    '3fff::1',
    '4000::1',
    '5f00::1',
    '64:ff9b::224.0.0.1',
    // No addresses at all, or read differently by different readers.
    '',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '1.1.1.1.',
    '1.1.1.256',
  ])('%s is special', (address) => {
    expect(judgeAddress(address).kind).toBe('special');
  });
});

describe('a cloud’s own address', () => {
  it.each([
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::',
    '169.254.170.2',
    'fd00:ec2::254',
    'fd00:0ec2:0::0254',
    'fd20:ce::254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
  ])('%s is metadata', (address) => {
    expect(judgeAddress(address).kind).toBe('metadata');
  });
});
