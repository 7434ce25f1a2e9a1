import { describe, expect, it } from 'vitest';
import { faultCodes, faultPagePath } from '../faults/catalogue';
import { llmsFullTxt } from './llms-full-txt';
import { llmsTxt } from './llms-txt';
import { markdownPage } from './markdown-page';
import { readPages } from './read-pages';
import { settingGroups } from './settings';

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
  for (const path of [...pages.map((page) => page.path), ...faultCodes.map(faultPagePath)])
    expect(text).toContain(`(https://llm.example.com${path}.md)`);
});

it('llms-full.txt is every page and every fault, each once and under its address', async () => {
  const pages = await readPages();
  const text = llmsFullTxt(pages, context);
  const said = [...text.matchAll(/^Source: https:\/\/llm\.example\.com(\S+)$/gm)].map(([, path]) => path);
  expect(said).toEqual([...pages.map(({ path }) => path), ...faultCodes.map(faultPagePath)]);
  for (const names of settingGroups.map(({ settings }) => Object.keys(settings)))
    for (const name of names) expect(text).toContain(`| \`${name}\` |`);
});
