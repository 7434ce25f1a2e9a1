import { expect, it } from 'vitest';
import { policyName, readPolicyName } from './policy-name';

it('a published policy is known by itself and its version, and what is only tried by neither', () => {
  const name = policyName({ id: 'by-shape.v2', version: 3, digest: 'a0b1' });
  expect(readPolicyName(name)).toEqual({ policy: 'by-shape.v2', version: 3 });
  for (const other of ['a0b1', `trial ${name}`]) expect(readPolicyName(other)).toBeNull();
});
