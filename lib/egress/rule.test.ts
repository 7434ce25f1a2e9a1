import { describe, expect, it } from 'vitest';
import { createEgressRule, wrongAllowances } from './rule';

const refused = (allowed: string[], host: string, address = host) => createEgressRule(allowed).refuse(host, address);

describe('what may be called', () => {
  it('is what is global, and nothing else, unless something is allowed', () => {
    expect(refused([], 'api.example.com', '1.1.1.1')).toBeNull();
    expect(refused(['off'], '127.0.0.1')).toBe(
      '127.0.0.1 is loopback, and ROUTER_ALLOW_PRIVATE_UPSTREAMS does not allow it',
    );
    expect(refused([], 'intern.example', '10.0.0.1')).toMatch(
      /^intern\.example leads to 10\.0\.0\.1, which is private/,
    );
  });

  it('is private where that is on, and never what only a cloud or a link has', () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '100.64.0.1', 'fd00::1', '::1', '::ffff:10.0.0.1']) {
      expect(refused(['on'], address)).toBeNull();
    }
    for (const address of ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', 'fe80::1', '0.0.0.0', '224.0.0.1']) {
      expect(refused(['on'], address)).not.toBeNull();
    }
  });

  it('is what a block names, its mapped form included', () => {
    const allowed = ['10.1.0.0/16', '127.0.0.1', 'fd00:1::/32', '169.254.7.7'];
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '127.0.0.1', 'fd00:1::9', '169.254.7.7']) {
      expect(refused(allowed, address)).toBeNull();
    }
    for (const address of ['10.2.0.1', '127.0.0.2', 'fd00:2::1', '169.254.169.254', '64:ff9b::10.1.2.3']) {
      expect(refused(allowed, address)).not.toBeNull();
    }
  });

  it('is where a named host leads, as far as that is private', () => {
    const allowed = ['ollama.internal'];
    expect(refused(allowed, 'ollama.internal', '10.0.0.1')).toBeNull();
    expect(refused(allowed, 'Ollama.Internal.', '10.0.0.1')).toBeNull();
    expect(refused(allowed, 'ollama.internal', '169.254.169.254')).not.toBeNull();
    expect(refused(allowed, 'other.internal', '10.0.0.1')).not.toBeNull();
  });
});

it('knows what is no entry', () => {
  expect(wrongAllowances(['on'])).toEqual([]);
  expect(wrongAllowances(['off'])).toEqual([]);
  expect(wrongAllowances(['10.0.0.0/8', '::1', 'fd00::/8', 'ollama', 'gpu-1.internal.'])).toEqual([]);
  const wrong = ['10.0.0.0/33', '127.1', 'http://a', '10.0.0.1:8080', 'on', '*', '-a'];
  expect(wrongAllowances(wrong)).toEqual(wrong);
});
