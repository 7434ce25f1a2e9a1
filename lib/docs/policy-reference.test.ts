import { expect, it } from 'vitest';
import { markdownPage } from './markdown-page';
import { policyContract, policyType, policyTypes } from './policy-reference';
import { readPages } from './read-pages';

it('reads every type and every field of the contract', () => {
  const contract = policyContract();
  const declared = [...contract.matchAll(/^(?:type|interface) (\w+)/gm)].map(([, name]) => name);
  expect(policyTypes().map(({ name }) => name)).toEqual(declared);
  const written = [...contract.matchAll(/^ {2}(?:readonly )?(\w+)[?(:]/gm)].map(([, name]) => name);
  const read = policyTypes().flatMap(({ fields }) => fields.map(({ name }) => name.replace(/\(.*/, '')));
  expect(read).toEqual(written);
});

it('says of a field what it takes, in one line, and whether it may be missing', () => {
  const field = (type: string, name: string) => policyType(type).fields.find((each) => each.name === name);
  expect(field('PolicyContext', 'random()')).toMatchObject({ takes: 'number', isOptional: false });
  expect(field('PolicyRequest', 'text')).toMatchObject({ takes: 'string', isOptional: true });
  expect(field('PolicyTarget', 'capabilities')?.takes).toBe(
    '{ tools?: boolean; vision?: boolean; structured_output?: boolean; reasoning?: boolean; embeddings?: boolean }',
  );
  expect(field('PolicyAnswer', 'finish')?.takes).toMatch(/^'stop' \| 'stop-sequence' \|/);
  expect(field('PolicyAnswer', 'toolCalls')).toMatchObject({
    takes: '{ name: string; arguments: string }[]',
    says: 'As the model wrote them: JSON if all is well.',
  });
  expect(policyType('PolicyVerdict')).toMatchObject({
    form: 'boolean | { readonly valid: boolean; readonly reason?: string }',
  });
});

it('stands on its page whole, and in the page as Markdown', async () => {
  const page = (await readPages()).find(({ slug }) => slug === 'administering/typescript-policies');
  if (!page) throw new Error('there is no page about policies');
  const text = markdownPage({ kind: 'written', page }, { origin: 'https://llm.example.com', supportContact: null });
  const handed = policyTypes().filter(({ name }) => !elsewhere.has(name));
  const missing = handed
    .flatMap(({ name, fields }) => [`\`${name}\``, ...fields.map((field) => `| \`${field.name}\` |`)])
    .filter((words) => !text.includes(words));
  expect(missing).toEqual([]);
});

/** The two functions and the console have words of their own on the page. */
const elsewhere = new Set(['PolicyRoute', 'PolicyValidate', 'Console']);
