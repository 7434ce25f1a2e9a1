import { beforeEach, describe, expect, test } from 'vitest';
import { group, snapshot, target } from '../gateway/__fixtures__/policy';
import type { Snapshot } from '../snapshot/snapshot';
import { usageRecord } from '../usage/__fixtures__/record';
import { metricDefinitions } from './definitions';
import { Histogram } from './histogram';
import { renderFamilies } from './render-families';
import { mostNames, RequestMetrics } from './request-metrics';

let policy: Snapshot;
let metrics: RequestMetrics;
const attempt = (provider_id: string, model_id: string) => ({
  ...{ provider_id, model_id, status: 200, result: 'answered', started_ms: 1, duration_ms: 20 },
});
const ended = (group_id: string | null, [provider, model] = ['up', 'small']) =>
  metrics.record(usageRecord({ group_id, tries: [attempt(provider ?? '', model ?? '')] }), 1);
const lines = (name: string) =>
  renderFamilies(metrics.families())
    .split('\n')
    .filter((line) => line.startsWith(name));

beforeEach(() => {
  policy = snapshot([group('general', [target('up/small')]), group('fast', [target('up/quick')])]);
  metrics = new RequestMetrics(() => policy);
});

describe('the names in labels', () => {
  test('are the policy’s: what it does not know, and what has no group, share one each', () => {
    for (const id of ['general', 'general', 'made-up', 'invented', null]) ended(id, ['nobody', `model-${id}`]);
    expect(lines('smart_router_fallbacks_total').map((line) => line.replace(/.*group="([^"]*)".*/, '$1'))).toEqual(
      expect.arrayContaining(['general', '(other)', '(none)']),
    );
    expect(lines('smart_router_fallbacks_total')).toHaveLength(3);
    expect(lines('smart_router_attempts_total')).toEqual([
      'smart_router_attempts_total{provider="(other)",model="(other)",result="answered"} 5',
    ]);
  });

  test('fall out when their object has gone, and begin anew when it is back', () => {
    const whole = policy;
    ended('general');
    ended('fast', ['up', 'quick']);
    policy = snapshot([group('general', [target('up/small')])]);
    expect(lines('smart_router_').join('\n')).not.toMatch(/fast|quick/);
    ended('fast', ['up', 'quick']);
    expect(lines('smart_router_').join('\n')).not.toMatch(/fast|quick/);
    policy = whole;
    ended('fast', ['up', 'quick']);
    expect(lines('smart_router_attempts_total{provider="up",model="quick"')[0]).toMatch(/ 1$/);
    expect(lines('smart_router_attempts_total{provider="up",model="small"')[0]).toMatch(/ 1$/);
  });

  test('are so many at most, however large the policy is', () => {
    const many = Array.from({ length: mostNames + 100 }, (_, at) => group(`group-${at}`, [target(`up/model-${at}`)]));
    policy = snapshot(many);
    for (const { id } of many) ended(id, ['up', id.replace('group', 'model')]);
    expect(lines('smart_router_fallbacks_total')).toHaveLength(mostNames + 1);
    expect(lines('smart_router_attempts_total')).toHaveLength(mostNames + 1);
    expect(lines('smart_router_attempts_total{provider="(other)"')[0]).toMatch(/ 100$/);
  });
});

describe('the text', () => {
  test('has each bucket with those below it, the sum and the count', () => {
    const value = new Histogram([0.1, 1]);
    for (const seconds of [0.05, 0.1, 0.5, 3]) value.observe(seconds);
    const definition = { ...metricDefinitions.overhead, name: 'x_seconds', help: 'Two\nlines.' };
    expect(renderFamilies([{ definition, samples: [{ labels: ['a"b\\c\nd'], value }] }])).toBe(
      [
        '# HELP x_seconds Two\\nlines.',
        '# TYPE x_seconds histogram',
        'x_seconds_bucket{endpoint="a\\"b\\\\c\\nd",le="0.1"} 2',
        'x_seconds_bucket{endpoint="a\\"b\\\\c\\nd",le="1"} 3',
        'x_seconds_bucket{endpoint="a\\"b\\\\c\\nd",le="+Inf"} 4',
        'x_seconds_sum{endpoint="a\\"b\\\\c\\nd"} 3.65',
        'x_seconds_count{endpoint="a\\"b\\\\c\\nd"} 4',
        '',
      ].join('\n'),
    );
  });

  test('names every metric by Prometheus’ conventions', () => {
    for (const { name, type, labels, help } of Object.values(metricDefinitions)) {
      expect(name).toMatch(/^smart_router_[a-z_]+$/);
      expect([name, type === 'counter']).toEqual([name, name.endsWith('_total')]);
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
      for (const label of labels) expect(label).toMatch(/^[a-z_]+$/);
      expect(help).toMatch(/\.$/);
    }
  });
});
