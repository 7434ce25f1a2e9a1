import { expect, it } from 'vitest';
import { readPages } from './read-pages';
import { readShownFile, showFiles } from './shown-files';

it('a fence that names a file holds it as it is, and other fences stay as they are', async () => {
  const body = 'Before.\n\n```ts title="a.ts" from="lib/a.ts"\n```\n\n```ts title="b.ts"\nconst b = 1;\n```\n';
  const shown = await showFiles(body, async (file) => `// ${file}: $& stays\n`);
  expect(shown).toBe(
    'Before.\n\n```ts title="a.ts"\n// lib/a.ts: $& stays\n```\n\n```ts title="b.ts"\nconst b = 1;\n```\n',
  );
});

it('pages name files that are there, and show every example of a policy', async () => {
  const page = (await readPages()).find(({ slug }) => slug === 'administering/typescript-policies');
  for (const name of examples)
    expect(page?.body).toContain((await readShownFile(`lib/policies/examples/${name}.ts`)).trimEnd());
  expect((await readPages()).filter(({ body }) => body.includes(' from="'))).toEqual([]);
});

const examples = [
  ...['by-request-shape', 'by-prompt-size', 'by-project-and-environment'],
  ...['private-data-stays-private', 'cheapest-good-enough'],
];
