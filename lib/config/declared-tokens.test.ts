import { expect, it } from 'vitest';
import { hashToken } from '../callers/hash-token';
import { readDeclaredConfiguration } from './read-declared-configuration';

const text = `version: 1
callers: [{ user: alice, project: demo, tokens: [{ key: k1, allow: [], token: "\${TOKEN}" }] }]
`;
const read = (token: string) =>
  readDeclaredConfiguration(text, { file: 'router.yaml', environment: { TOKEN: token } }).declared;

it.each([
  ['that is minted nowhere', `rtr_${'x'.repeat(36)}`],
  ['whose parts are not those of its caller', `rtr_acme_bob_other_prod_k9_${'x'.repeat(30)}`],
])('a file may declare any token of 40 characters that begins with rtr_, one %s too', (_what, token) => {
  expect(read(token).callers[0]?.tokens[0]).toMatchObject({ key: 'k1', sha256: hashToken(token) });
});

it('a file may not declare a shorter one', () => {
  expect(() => read(`rtr_${'x'.repeat(35)}`)).toThrow('40 characters or more');
});
