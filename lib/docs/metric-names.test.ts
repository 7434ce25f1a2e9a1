import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { metricDefinitions } from '../metrics/definitions';

const page = readFileSync(
  path.resolve(import.meta.dirname, '../../app/(docs)/_content/25-operating/35-monitoring.mdx'),
  'utf8',
);
const known = new Map(Object.values(metricDefinitions).map((metric) => [metric.name, metric]));

test('the page on monitoring speaks of no metric, and of no label, that there is not', () => {
  const named = [...page.matchAll(/smart_router_[a-z_]+/g)].map(([name]) => name);
  const missing = named.filter(
    (name) => !known.has(name) && known.get(name.replace(/_(bucket|sum|count)$/, ''))?.type !== 'histogram',
  );
  expect(missing).toEqual([]);
  expect(named.length).toBeGreaterThan(5);
  for (const [, name = '', label = ''] of page.matchAll(/(smart_router_[a-z_]+)\{([a-z_]+)=/g)) {
    expect([name, known.get(name)?.labels]).toEqual([name, expect.arrayContaining([label])]);
  }
});
