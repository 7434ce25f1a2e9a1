import { describe, expect, it } from 'vitest';
import { faultCodes } from '../faults/catalogue';
import { llmsTxt } from './llms-txt';
import { markdownPage } from './markdown-page';
import { readPages } from './read-pages';

const context = { origin: 'https://llm.example.com', supportContact: null };

describe('a page as Markdown', () => {
  it('has this deployment filled in, whole links, and no component left', async () => {
    for (const page of await readPages()) {
      const text = markdownPage({ kind: 'written', page }, context);
      expect(text.startsWith(`# ${page.title}\n\n> ${page.description}\n\n`)).toBe(true);
      expect(text, page.file).not.toMatch(/\{\{|<[A-Z]\w* ?\/>|\]\(\//);
    }
  });

  it('says of a fault what its page says', () => {
    for (const code of faultCodes) {
      const text = markdownPage({ kind: 'fault', code }, context);
      expect(text).toContain(`\`${code}\``);
      expect(text).toContain(`https://llm.example.com/docs/errors/${code}`);
    }
  });
});

it('llms.txt leads to every page', async () => {
  const pages = await readPages();
  const text = llmsTxt(pages, context.origin);
  for (const { path } of pages) expect(text).toContain(`(https://llm.example.com${path}.md)`);
});
