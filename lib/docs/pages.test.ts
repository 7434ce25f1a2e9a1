import { existsSync } from 'node:fs';
import path from 'node:path';
import { createElement, Fragment } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { mdxComponents } from '../../app/(docs)/_parts/mdx-components';
import { nothingKnown } from '../config/known-ids';
import { readDeclaredConfiguration } from '../config/read-declared-configuration';
import { knownKeys, type WrittenDocument } from '../config/schema';
import { readYamlText } from '../config/yaml-text';
import { faultCodes, faultPagePath } from '../faults/catalogue';
import { compilePage } from './compile-page';
import { configFields } from './config-reference';
import { fencesOf } from './fences';
import { markdownPage } from './markdown-page';
import type { DocsPage } from './navigation';
import { policyType } from './policy-reference';
import { readPages } from './read-pages';
import { resolvePage } from './resolve-page';
import { settingGroups, settingsOf } from './settings';

const Origin = () => 'https://llm.example.com';
const Scheme = () => 'https';
const Host = () => 'llm.example.com';
const ApiBase = () => 'https://llm.example.com/v1';
const ids = (names: readonly string[]) => names.map((id) => createElement('p', { key: id, id }, id));
const SettingsTable = ({ of }: { of: string }) => ids(Object.keys(settingsOf(of)));
const ConfigFields = ({ of }: { of?: string }) => ids(configFields(of ?? '').map(({ path }) => `field-${path}`));
const PolicyFields = ({ of }: { of: string }) => ids(policyType(of).fields.map(({ name }) => `${of}-${name}`));
const Nothing = () => null;
// What a page is before a token is known.
const Samples = { SampleTabs: Fragment, Sample: Fragment, Model: () => 'default', Token: () => 'your caller token' };
const components = {
  ...{
    Origin,
    Scheme,
    Host,
    ApiBase,
    SettingsTable,
    ConfigFields,
    PolicyFields,
    FaultIndex: Nothing,
    ContactLine: Nothing,
    FirstRequest: Nothing,
    TokenInPage: Nothing,
  },
  ...{
    CompatibilityTable: Nothing,
    EffortTable: Nothing,
    EndpointTable: Nothing,
    MetricsTable: Nothing,
    QuirkTable: Nothing,
    ...Samples,
  },
};

/** Pages that are no page of the docs. */
const elsewhere = new Set(['/', '/check']);
/** The file of a page of the console, which is to be seen by whoever signs in. */
const consolePage = (target: string) =>
  path.resolve(
    import.meta.dirname,
    '../../app/(console)/console/(inside)',
    `.${target.slice('/console'.length)}`,
    'page.tsx',
  );
/** The headings of a fault's page (app/(docs)/_parts/fault-page.tsx). */
const ofEveryFault = ['calling', 'running', 'answer'];

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
    const samples = pages.flatMap(({ slug, body }) =>
      fencesOf(body)
        .filter(({ language, title }) => language === 'yaml' && title === 'router.yaml')
        .map(({ code }) => ({ file: slug, text: /^version:/m.test(code) ? code : `version: 1\n${code}` })),
    );
    expect(samples.length).toBeGreaterThan(3);
    for (const { file, text } of samples) {
      const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
      const environment = Object.fromEntries(
        names.map((name) => [name, `rtr_metrum_alice_demo_dev_k1_${'0'.repeat(64)}`]),
      );
      readDeclaredConfiguration(text, { file, environment, known: { ...nothingKnown, models: declaredModels(pages) } });
    }
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

  it('can all be reached by links from the first one, and not by the sidebar alone', () => {
    const reached = new Set<string>();
    const follow = (path: string) => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const [, href = ''] of (markup.get(path) ?? '').matchAll(/<a [^>]*href="([^"#]*)/g)) follow(href);
    };
    follow('/docs');
    expect(pages.filter(({ path }) => !reached.has(path)).map(({ path }) => path)).toEqual([]);
  });

  it('use no component that is not known, and none without a form in Markdown', () => {
    const used = pages.flatMap(({ body }) =>
      [...withoutCode(body).matchAll(/<([A-Z]\w*)/g)].map(([, name = '']) => name),
    );
    expect(used.filter((name) => !(name in mdxComponents))).toEqual([]);
    for (const page of pages) {
      const text = markdownPage({ kind: 'written', page }, { origin: Origin(), supportContact: null });
      expect(withoutCode(text), page.file).not.toMatch(/<[A-Z]\w*/);
    }
  });

  it('name each place of a page once', () => {
    for (const [path, html] of markup) {
      const places = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect([path, places.filter((id, place) => places.indexOf(id) !== place)]).toEqual([path, []]);
    }
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
    const html = markup.get('/docs/reference/configuration-schema') ?? '';
    const missing = Object.values(knownKeys)
      .flat()
      .filter((key) => !new RegExp(`\\b${key}\\b`).test(html));
    expect(missing).toEqual([]);
  });

  it('name every setting under the heading of its group', async () => {
    const page = pages.find(({ path }) => path === '/docs/reference/settings');
    const headings = page ? (await compilePage(page)).headings.map(({ title }) => title) : [];
    expect(headings).toEqual(expect.arrayContaining(settingGroups.map(({ title }) => title)));
    const html = markup.get('/docs/reference/settings') ?? '';
    for (const name of settingGroups.flatMap(({ settings }) => Object.keys(settings)))
      expect(html).toContain(`id="${name}"`);
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
    if (target.startsWith('/console')) return !existsSync(consolePage(target));
    if (!target.startsWith('/docs')) return true;
    const resolved = await resolvePage(target.split('/').slice(2));
    if (resolved === null || anchor === undefined) return resolved === null;
    if (resolved.kind === 'fault') return !ofEveryFault.includes(anchor);
    return !markup.get(target)?.includes(`id="${anchor}"`);
  }
});

/** Every provider and model that some page declares: a page about groups need not say again what stands behind them. */
function declaredModels(pages: readonly DocsPage[]): Map<string, Set<string>> {
  const models = new Map<string, Set<string>>();
  for (const { code } of pages.flatMap(({ body }) => fencesOf(body)).filter(({ language }) => language === 'yaml')) {
    for (const provider of (readYamlText(code).value as WrittenDocument | null)?.providers ?? [])
      models.set(
        provider.id,
        new Set([...(models.get(provider.id) ?? []), ...(provider.models ?? []).map(({ id }) => id)]),
      );
  }
  return models;
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
}
