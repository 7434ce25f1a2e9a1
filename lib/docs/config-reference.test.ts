import { expect, it } from 'vitest';
import { fieldWords } from '../config/field-words';
import { configFields, configObjects } from './config-reference';
import { readPages } from './read-pages';

it('shows every field once, in the part that it stands in', () => {
  const shown = configObjects.flatMap((object) => configFields(object));
  // Limits are the same wherever they stand.
  const paths = Object.keys(fieldWords).map((path) => path.replace(/^.+\.(?=limits\.)/, ''));
  expect(shown.map(({ path }) => path).sort()).toEqual([...new Set(paths)].sort());
  for (const field of shown) for (const words of Object.values(field)) expect([field.path, words]).not.toContain('');
});

it('says what a field takes and what it comes to when it is left out', () => {
  const field = (object: string, name: string) => configFields(object).find((each) => each.name === name);
  expect(field('', 'version')).toMatchObject({ takes: '1', leftOut: 'required' });
  expect(field('providers', 'timeouts.idle_ms')).toMatchObject({ takes: 'milliseconds', leftOut: '120000' });
  expect(field('providers', 'api_key')).toMatchObject({ takes: `\${NAME}` });
  expect(field('groups.targets', 'weight')).toMatchObject({ takes: 'whole number, 0 to 1,000,000', leftOut: '1' });
  expect(field('groups', 'strategy')).toMatchObject({ leftOut: 'required' });
  expect(field('groups', 'strategy')?.takes).toBe('weighted, failover, lowest-cost, lowest-latency or script');
  expect(field('groups.validation.rules', 'schema')).toMatchObject({ takes: 'JSON schema' });
  expect(field('policies', 'fallback')).toMatchObject({ leftOut: 'weighted' });
  expect(field('groups', 'targets')).toMatchObject({ takes: 'a list, see below' });
  expect(field('groups', 'limits')).toMatchObject({ takes: 'fields, see below', leftOut: 'none' });
  expect(field('limits', 'usd.month')).toMatchObject({ takes: 'US dollars', leftOut: 'not limited' });
  expect(field('callers.tokens', 'allow')).toMatchObject({ takes: 'a list: name' });
});

it('the page has every part', async () => {
  const page = (await readPages()).find(({ slug }) => slug === 'reference/configuration-schema');
  for (const object of configObjects)
    expect(page?.body).toContain(object ? `<ConfigFields of="${object}" />` : '<ConfigFields />');
});
