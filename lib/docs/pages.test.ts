import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { nothingKnown } from '../config/known-ids';
import { readDeclaredConfiguration } from '../config/read-declared-configuration';
import { knownKeys } from '../config/schema';
import { faultCodes, faultPagePath } from '../faults/catalogue';
import { compilePage } from './compile-page';
import type { DocsPage } from './navigation';
import { readPages } from './read-pages';
import { resolvePage } from './resolve-page';
import { settingGroups } from './settings';

const Origin = () => 'https://llm.example.com';
const ApiBase = () => 'https://llm.example.com/v1';
const Settings = () => settingGroups.flatMap(({ settings }) => Object.keys(settings));
const Nothing = () => null;
// What a page is before a token is known.
const Samples = { SampleTabs: Fragment, Sample: Fragment, Model: () => 'default', Token: () => 'your caller token' };
const components = {
  ...{ Origin, ApiBase, SettingsTable: Settings, FaultIndex: Nothing, ContactLine: Nothing },
  ...{ CompatibilityTable: Nothing, EffortTable: Nothing, EndpointTable: Nothing, QuirkTable: Nothing },
  ...{ ...Samples, FirstRequest: Nothing },
};

const elsewhere = new Set(['/', '/check']);

describe('the pages', () => {
  let pages: DocsPage[];
  const markup = new Map<string, string>();

  beforeAll(async () => {
    pages = await readPages();
    for (const page of pages) {
      const { Content } = await compilePage(page);
      markup.set(page.path, renderToStaticMarkup(createElement(Content, { components })));
    }
  });

  it('have a page at the root and the one that readers are sent to first', () => {
    const paths = pages.map((page) => page.path);
    expect(paths).toContain('/docs');
    expect(paths).toContain('/docs/getting-started/available-models-and-access');
  });

  it('show configuration that would be taken', () => {
    const environment = { ANTHROPIC_API_KEY: 'key' };
    const models = new Map([
      ['claude', new Set(['sonnet'])],
      ['local', new Set(['qwen'])],
    ]);
    const samples = pages
      .filter(({ slug }) => ['administering/providers', 'administering/model-groups'].includes(slug))
      .flatMap(({ slug, body }) =>
        [...body.matchAll(/```yaml title="router.yaml"\n([\s\S]*?)```/g)].map(([, text]) => [slug, text]),
      );
    expect(samples).toHaveLength(3);
    for (const [file = '', text] of samples)
      readDeclaredConfiguration(`version: 1\n${text}`, { file, environment, known: { ...nothingKnown, models } });
  });

  it('lead nowhere that is not there', async () => {
    const dead: string[] = [];
    for (const [from, html] of markup) {
      for (const [, href = ''] of html.matchAll(/<a [^>]*href="([^"]*)"/g)) {
        if (await isDead(from, href)) dead.push(`${from}: ${href}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('leave no placeholder unfilled', () => {
    for (const [path, html] of markup) expect(html, path).not.toMatch(/\{\{|rtrPlaceholder/);
  });

  it('are found by their address, every fault by its code, and nothing else is', async () => {
    for (const page of pages) expect(await resolvePage(page.slug.split('/'))).toMatchObject({ kind: 'written' });
    for (const code of faultCodes) {
      expect(await resolvePage(faultPagePath(code).replace('/docs/', '').split('/'))).toEqual({ kind: 'fault', code });
    }
    for (const slug of ['errors/nope', 'errors/constructor', 'errors/unauthorized/more', 'nope', 'index']) {
      expect(await resolvePage(slug.split('/'))).toBeNull();
    }
  });

  it('name every field of the declared configuration', () => {
    const html = markup.get('/docs/administering/config-as-code') ?? '';
    const missing = Object.values(knownKeys)
      .flat()
      .filter((key) => !new RegExp(`\\b${key}\\b`).test(html));
    expect(missing).toEqual([]);
  });

  it('give an example of the declared configuration that the server takes', () => {
    const page = pages.find(({ slug }) => slug === 'administering/config-as-code');
    const example = /```yaml[^\n]*\n([\s\S]*?)```/.exec(page?.body ?? '')?.[1] ?? '';
    const environment = { LOCAL_API_KEY: 'key', ALICE_TOKEN: `rtr_metrum_alice_demo_dev_k1_${'0'.repeat(64)}` };
    const { declared } = readDeclaredConfiguration(example, { file: 'router.yaml', environment });
    expect(declared.groups.map((group) => group.id)).toEqual(['default']);
  });

  async function isDead(from: string, href: string): Promise<boolean> {
    const [path = '', anchor] = href.split('#');
    const target = path || from;
    if (elsewhere.has(target)) return false;
    if (!target.startsWith('/docs')) return true;
    const resolved = await resolvePage(target.split('/').slice(2));
    const html = markup.get(target);
    return resolved === null || (anchor !== undefined && !html?.includes(`id="${anchor}"`));
  }
});
