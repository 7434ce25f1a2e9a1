import { beforeAll, describe, expect, it, test } from 'vitest';
import { searchEntries } from '@/lib/docs/search-entries';
import { makeSearch, type Search } from './make-search';

let search: Search;

beforeAll(async () => {
  search = makeSearch(await searchEntries());
});

const addresses = (query: string) => search(query).map(({ entry }) => entry.address);
const pages = (query: string) => addresses(query).map((address) => address.split('#')[0]);

test.each([
  ['quickstart', '/docs/getting-started/quickstart'],
  ['quick start', '/docs/getting-started/quickstart'],
  ['first request', '/docs/getting-started/available-models-and-access'],
  ['no models listed', '/docs/getting-started/available-models-and-access'],
  ['group is missing', '/docs/getting-started/available-models-and-access'],
  ['availble models', '/docs/getting-started/available-models-and-access'],
  ['base url', '/docs/getting-started/other-clients'],
  ['base url', '/docs/getting-started/available-models-and-access'],
  ['base_url', '/docs/getting-started/other-clients'],
  ['base_url', '/docs/getting-started/available-models-and-access'],
  ['openai python', '/docs/getting-started/other-clients'],
  ['python', '/docs/getting-started/other-clients'],
  ['who do i ask', '/docs/getting-started/available-models-and-access'],
  ['whom to ask', '/docs/getting-started/available-models-and-access'],
  ['gemini', '/docs/using/api-compatibility'],
  ['cors', '/docs/reference/http-api'],
  ['cors', '/docs/getting-started/other-clients'],
  ['prometheus', '/docs/operating/monitoring'],
  ['metrics', '/docs/operating/monitoring'],
  ['audio', '/docs/reference/http-api'],
  ['realtime', '/docs/reference/http-api'],
  ['batches', '/docs/reference/http-api'],
  ['codex', '/docs/getting-started/codex-cli'],
  ['claude code', '/docs/getting-started/claude-code-cli'],
  ['cluade', '/docs/getting-started/claude-code-cli'],
  ['open webui', '/docs/getting-started/other-clients'],
  ['vercel ai sdk', '/docs/getting-started/other-clients'],
  ['python sdk', '/docs/getting-started/other-clients'],
  ['how do i stream', '/docs/using/streaming'],
  ['streaming', '/docs/using/streaming'],
  ['keep alive', '/docs/using/streaming'],
  ['image', '/docs/using/images-and-files'],
  ['vision', '/docs/using/images-and-files'],
  ['pdf', '/docs/using/images-and-files'],
  ['json schema', '/docs/using/structured-output'],
  ['response_format', '/docs/using/structured-output'],
  ['function calling', '/docs/using/tools'],
  ['tool_choice', '/docs/using/api-compatibility'],
  ['reasoning effort', '/docs/using/reasoning'],
  ['count tokens', '/docs/using/messages'],
  ['translate between apis', '/docs/using/api-compatibility'],
  ['rotate key', '/docs/administering/key-generation-and-rotation'],
  ['caller token', '/docs/administering/caller-tokens'],
  ['models', '/docs/getting-started/available-models-and-access'],
  ['wrong base url', '/docs/errors/not-found'],
  ['create a token', '/docs/administering/caller-tokens'],
  ['add a provider', '/docs/administering/providers'],
  ['ollama', '/docs/administering/providers'],
  ['router.yaml', '/docs/administering/config-as-code'],
  ['postgres', '/docs/operating/postgres-and-redis'],
  ['behind a proxy', '/docs/operating/install'],
  ['upgrade', '/docs/operating/upgrade'],
  ['troubleshoot', '/docs/operating/troubleshooting'],
  ['doctor', '/docs/operating/troubleshooting'],
  ['report a vulnerability', '/docs/reference/reporting-a-weakness'],
  ['what is a target', '/docs/reference/glossary'],
  ['environment variables', '/docs/reference/settings'],
  ['support contact', '/docs/reference/settings'],
  ['port', '/docs/reference/settings'],
  ['error codes', '/docs/errors'],
  ['x-should-retry', '/docs/errors'],
  ['strategy', '/docs/administering/strategies'],
  ['weighted', '/docs/administering/strategies'],
  ['failover', '/docs/administering/strategies'],
  ['lowest-cost', '/docs/administering/strategies'],
  ['load balancing', '/docs/administering/strategies'],
  ['circuit breaker', '/docs/administering/strategies'],
  ['affinity', '/docs/administering/strategies'],
  ['prompt cache', '/docs/administering/strategies'],
  ['concurrency', '/docs/administering/limits-and-budgets'],
  ['budget', '/docs/administering/limits-and-budgets'],
  ['ceiling', '/docs/administering/strategies'],
  ['typescript policy', '/docs/administering/typescript-policies'],
  ['policies', '/docs/administering/typescript-policies'],
  ['PolicyContext', '/docs/administering/typescript-policies'],
  ['toolCount', '/docs/administering/typescript-policies'],
  ['validation', '/docs/administering/response-validation'],
  ['buffer_streams', '/docs/administering/response-validation'],
  ['x-router-validation', '/docs/administering/response-validation'],
  ['explain', '/docs/using/explain'],
  ['estimated_usd', '/docs/using/explain'],
  ['429', '/docs/errors/requests-per-minute-limited'],
  ['rate limit', '/docs/errors/requests-per-minute-limited'],
  ['too many requests', '/docs/errors/requests-per-minute-limited'],
  ['token expired', '/docs/errors/token-expired'],
  ['token-expird', '/docs/errors/token-expired'],
  ['expired', '/docs/errors/token-expired'],
  ['401', '/docs/errors/unauthorized'],
  ['not allowed', '/docs/errors/model-not-allowed'],
  ['timeout', '/docs/errors/upstream-timeout'],
  ['quota', '/docs/errors/quota-exhausted'],
  ['v1/embeddings', '/docs/reference/http-api'],
])('%j leads to %s', (query, page) => {
  expect(pages(query).slice(0, 3)).toContain(page);
});

describe('a code that is written out', () => {
  it.each([
    ['token-expired', '/docs/errors/token-expired'],
    ['TOKEN-EXPIRED', '/docs/errors/token-expired'],
    ['model-not-allowed', '/docs/errors/model-not-allowed'],
    ['no-eligible-target', '/docs/errors/no-eligible-target'],
    ['overloaded', '/docs/errors/overloaded'],
    ['ROUTER_SUPPORT_CONTACT', '/docs/reference/settings#ROUTER_SUPPORT_CONTACT'],
    ['router_support', '/docs/reference/settings#ROUTER_SUPPORT_CONTACT'],
    ['DATABASE_URL', '/docs/reference/settings#DATABASE_URL'],
    ['/v1/messages', '/docs/reference/http-api'],
  ])('comes first: %s', (query, address) => {
    expect(addresses(query)[0]).toBe(address);
  });

  it('finds every code of a status before anything else', () => {
    const found = search('429').map(({ entry }) => entry);
    expect(found.slice(0, 5).map(({ kind, codes }) => [kind, codes[1]])).toEqual(Array(5).fill(['error', '429']));
    expect(pages('429')).toEqual(expect.arrayContaining(['/docs/errors', '/docs/using/limits-and-usage']));
  });

  it('is looked for in examples too, and counts less there than what is said', () => {
    expect(addresses('supportsStructuredOutputs')[0]).toBe('/docs/getting-started/other-clients#vercel-ai-sdk');
    expect(
      addresses('base_url')
        .slice(0, 3)
        .filter((address) => address.startsWith('/docs/using/')),
    ).toEqual([]);
  });

  it('comes before the glossary where a page is about it', () => {
    const found = pages('gemini');
    expect(found.indexOf('/docs/using/api-compatibility')).toBeLessThan(found.indexOf('/docs/reference/glossary'));
  });
});

describe('a search', () => {
  it('finds nothing in nothing, and nothing where there is nothing', () => {
    for (const query of ['', '   ', '?', '—', 'zxqvw']) expect(search(query)).toEqual([]);
  });

  it('shows a dozen places at most, each once, and three of one page', () => {
    for (const query of ['token', 'model', 'router', 'a', 'provider group request']) {
      const hits = search(query);
      expect(hits.length).toBeLessThanOrEqual(12);
      const places = hits.map(({ entry }) => `${entry.address} ${entry.title}`);
      expect(new Set(places).size).toBe(places.length);
      const ofDocs = hits.filter(({ entry }) => entry.kind === 'docs').map(({ entry }) => entry.address.split('#')[0]);
      for (const page of ofDocs) expect(ofDocs.filter((each) => each === page).length).toBeLessThanOrEqual(3);
    }
  });

  it('says which words of a place were meant', () => {
    const [first] = search('streams');
    expect(first?.found).toContain('streaming');
  });

  it('forgives one letter, and two that changed places', () => {
    for (const query of ['quikstart', 'uqickstart', 'quickstrat', 'quick-start'])
      expect(addresses(query)[0]).toMatch('/docs/getting-started/quickstart');
  });
});
