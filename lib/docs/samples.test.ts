import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { compilePage } from './compile-page';
import { withoutTabs } from './samples';

const fence = (meta: string, code = 'a', language = 'bash') => `\`\`\`${language} ${meta}\n${code}\n\`\`\`\n`;
const page = { file: 'a.mdx', title: '', description: '', section: '', slug: '', path: '' };

const components = {
  SampleTabs: ({ tabs, runs, children }: { tabs: string; runs?: string; children: ReactNode }) =>
    createElement('ul', { title: tabs, lang: runs }, children),
  Sample: ({ tab, children }: { tab: string; children: ReactNode }) => createElement('li', { title: tab }, children),
  pre: ({ title, runs, fills }: { title?: string; runs?: string; fills?: string }) =>
    createElement('pre', null, [title, runs && 'runs', fills].filter(Boolean).join(' ')),
  Model: () => 'model',
  Token: () => 'token',
  Origin: () => 'origin',
  ApiBase: () => 'api',
};

async function html(body: string): Promise<string> {
  const { Content } = await compilePage({ ...page, body });
  return renderToStaticMarkup(createElement(Content, { components })).replaceAll('\n', '');
}

describe('fences with tabs', () => {
  it('that follow one another are one group, each with its title', async () => {
    const body = [fence('title="Terminal" tab="curl"'), fence('tab="TypeScript" title="x.ts"', 'a', 'ts')].join('\n');
    expect(await html(body)).toBe(
      '<ul title="curl|TypeScript"><li title="curl"><pre>Terminal</pre></li><li title="TypeScript"><pre>x.ts</pre></li></ul>',
    );
  });

  it('are two groups where text or another fence stands between, or a tab comes again', async () => {
    const groups = async (between: string, tab = 'b') =>
      (await html([fence('tab="a"'), between, fence(`tab="${tab}"`)].join('\n'))).match(/<ul/g)?.length;
    expect(await groups('')).toBe(1);
    expect(await groups('Text.\n')).toBe(2);
    expect(await groups(fence('title="plain"'))).toBe(2);
    expect(await groups('', 'a')).toBe(2);
  });

  it('say which of them can be run', async () => {
    const body = [fence('tab="ts"', 'a', 'ts'), fence('tab="curl"', 'curl "$ROUTER_BASE_URL/v1/models"')].join('\n');
    expect(await html(body)).toContain('<ul title="ts|curl" lang="curl">');
  });

  it('are told whether they can be run and whether something is filled in', async () => {
    const curl = 'curl "$ROUTER_BASE_URL/v1/models"';
    expect(await html(fence('title="t"', curl))).toBe('<pre>t runs</pre>');
    expect(await html(fence('title="t"', 'curl "{{apiBase}}/models" -H "x-api-key: {{token}}"'))).toBe(
      '<pre>t runs token</pre>',
    );
    expect(await html(fence('title="t"', 'model={{model}}'))).toBe('<pre>t model</pre>');
    expect(await html(fence('title="t"', curl, 'text'))).toBe('<pre>t</pre>');
    expect(await html(fence('title="t"', 'npm start'))).toBe('<pre>t</pre>');
  });

  it('are plain fences in Markdown, the tab in the title', () => {
    const body = [fence('title="Terminal" tab="curl"'), fence('tab="Python"', 'a', 'python'), fence('title="t"')].join(
      '',
    );
    const written = withoutTabs(body);
    expect(written).toContain('```bash title="curl: Terminal"\n');
    expect(written).toContain('```python title="Python"\n');
    expect(written).toContain('```bash title="t"\n');
  });
});

it('a page says whether it has examples that a token makes the reader’s own', async () => {
  const usesToken = async (body: string) => (await compilePage({ ...page, body })).usesToken;
  expect(await usesToken(fence('', 'npm start'))).toBe(false);
  expect(await usesToken(fence('', 'export ROUTER_TOKEN="{{token}}"'))).toBe(true);
  expect(await usesToken(fence('', 'curl "$ROUTER_BASE_URL/v1/models"'))).toBe(true);
});
