import { expect, it } from 'vitest';
import { plainNextEnvironment } from './plain-next';

it.each([
  ['http://127.0.0.1:4000', '127.0.0.1', '4000'],
  ['http://[::1]:4000', '::1', '4000'],
  ['http://router.lan', 'router.lan', '80'],
  ['http://localhost:3000', '0.0.0.0', '3000'],
])('knows from %s where Next listens, and takes what it cannot know for everywhere', (origin, HOST, PORT) => {
  const environment = { HOST: '127.0.0.1', PORT: '1', __NEXT_PRIVATE_ORIGIN: origin };
  expect(plainNextEnvironment(environment)).toMatchObject({ HOST, PORT });
});

it('takes a Next that says nothing for one that listens everywhere', () => {
  expect(plainNextEnvironment({ PORT: '3000' })).toMatchObject({ HOST: '0.0.0.0', PORT: '3000' });
});
