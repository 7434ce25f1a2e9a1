import { expect, it } from 'vitest';
import { renderChanges } from './difference';
import { paintFor } from './paint';

const paint = paintFor(process.stdout, { NO_COLOR: '1' });

it('shows what is made, changed from what to what, and deleted', () => {
  const text = renderChanges(
    [
      { action: 'create', kind: 'project', id: 'demo', difference: { title: { from: null, to: 'The demo' } } },
      {
        action: 'update',
        kind: 'group',
        id: 'default',
        difference: {
          strategy: { from: 'weighted', to: 'failover' },
          targets: {
            from: [{ provider: 'a', weight: 1 }, { provider: 'b' }],
            to: [{ provider: 'b' }, { provider: 'c', weight: 2 }],
          },
          title: { from: 'Old', to: null },
        },
      },
      { action: 'delete', kind: 'caller', id: 'bob demo', difference: { status: { from: 'active', to: null } } },
    ],
    paint,
  );
  expect(text.split('\n')).toEqual([
    '+ project demo',
    '    title: "The demo"',
    '~ group default',
    '    strategy: weighted → failover',
    '    targets:',
    '      - { provider: a, weight: 1 }',
    '      + { provider: c, weight: 2 }',
    '    title: Old → nothing',
    '- caller bob demo',
  ]);
});

it('says of a secret that it was set, changed or taken away', () => {
  const changed = (from: unknown, to: unknown) =>
    renderChanges([{ action: 'update', kind: 'provider', id: 'a', difference: { api_key: { from, to } } }], paint);
  expect(changed(null, 'changed')).toContain('api_key: (secret, set)');
  expect(changed('set', 'changed')).toContain('api_key: (secret, changed)');
  expect(changed('set', null)).toContain('api_key: taken away');
});

it('shows a list whose order alone changed as a whole', () => {
  const difference = { aliases: { from: ['a', 'b'], to: ['b', 'a'] } };
  const text = renderChanges([{ action: 'update', kind: 'group', id: 'g', difference }], paint);
  expect(text.split('\n').slice(2)).toEqual(['      - a', '      - b', '      + b', '      + a']);
});
