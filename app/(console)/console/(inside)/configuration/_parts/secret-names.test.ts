// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is what the file says
import { expect, test } from 'vitest';
import { findSecretNames } from './secret-names';

test('the secrets that a text asks for are those of its two secret fields, each once', () => {
  const text = `version: 1
# token: \${COMMENTED}
providers:
  - id: openai
    api_key: \${OPENAI_KEY}
    title: about \${NOT_A_SECRET}
  - { id: other, api_key: "\${OTHER_KEY}" }
callers:
  - user: alice
    tokens:
      - { key: k1, token: \${A}, allow: [] }
      - key: k2
        token: '\${OPENAI_KEY}'
        token_sha256: \${NO}
`;
  expect(findSecretNames(text)).toEqual(['OPENAI_KEY', 'OTHER_KEY', 'A']);
  expect(findSecretNames('')).toEqual([]);
});
