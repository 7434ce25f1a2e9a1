import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { compilePage } from './compile-page';

let origin = '';
const Origin = () => origin;
const ApiBase = () => `${origin}/v1`;

async function html(body: string, readAt: string): Promise<string> {
  const { Content } = await compilePage({
    file: 'a.mdx',
    body,
    title: '',
    description: '',
    section: '',
    slug: '',
    path: '',
  });
  origin = readAt;
  return renderToStaticMarkup(createElement(Content, { components: { Origin, ApiBase } }));
}

const text = (markup: string) => markup.replaceAll(/<[^>]+>/g, '');

describe('placeholders', () => {
  it.each(['bash', 'ts', 'python', 'yaml', 'json', 'text', ''])('stand whole in %s code', async (language) => {
    const body = `\`\`\`${language}\na = "{{apiBase}}/models" {{origin}} '{{origin}}/docs'\n\`\`\``;
    const written = text(await html(body, 'https://llm.example.com:8443'));
    expect(written).toContain('https://llm.example.com:8443/v1/models');
    expect(written).toContain('https://llm.example.com:8443/docs');
    expect(written).not.toMatch(/placeholder|\{\{/i);
  });

  it('stand in code within a sentence', async () => {
    expect(await html('Ask `{{apiBase}}/models`.', 'http://a')).toContain('<code>http://a/v1/models</code>');
  });

  it('are the next reader’s own although the page is compiled once', async () => {
    const body = '`{{origin}}`';
    expect(await html(body, 'http://one')).toContain('http://one');
    expect(await html(body, 'http://two')).toContain('http://two');
  });

  it('put no markup of theirs into the page', async () => {
    expect(await html('`{{origin}}`', '<script>')).toContain('&lt;script&gt;');
  });
});
