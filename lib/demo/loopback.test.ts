import { expect, it } from 'vitest';
import { isLoopbackHost } from './loopback';

it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.9.8.7', '::1', '[::1]', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])(
  '%s is this machine',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  },
);

it.each(['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', 'localhost.example.com', '127.0.0.1.nip.io', '127.1', '', 'router'])(
  '%j is not, or may not be',
  (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  },
);
