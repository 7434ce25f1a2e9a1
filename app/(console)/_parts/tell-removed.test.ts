import { expect, it } from 'vitest';
import { tellRemoved } from './tell-removed';

const loss = (action: 'update' | 'delete', kind: string) => ({ action, kind, id: 'x', difference: {} });

it('says in whole sentences what the removal of the demo did', () => {
  const losses = [loss('delete', 'group'), loss('update', 'group'), loss('update', 'token'), loss('update', 'token')];
  expect(tellRemoved({ losses, kept: [{ kind: 'project', id: 'demo' }] })).toBe(
    '1 group had no other targets and was deleted. 1 group lost targets. 2 tokens may no longer use a group that is gone. 1 thing of the demo’s stayed, as the console’s.',
  );
  expect(tellRemoved({ losses: [], kept: [] })).toBe('');
});
