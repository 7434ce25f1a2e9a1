import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents } from '../../../db/schema';
import { emptyStore, openTestStore, type TestStore } from '../../../db/testing/store';
import { AuditQuery } from './asked';
import { exportAudit } from './export';
import { listAudit } from './list';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

type Event = typeof auditEvents.$inferInsert;
const event = (changes: Partial<Event>): Event => ({
  ...{ actor: 'administrator alice', action: 'update', objectKind: 'group', objectId: 'default', policyVersion: 1 },
  difference: {},
  ...changes,
});
beforeEach(async () => {
  await emptyStore(store);
  await store.db
    .insert(auditEvents)
    .values([
      event({ at: new Date('2026-11-01T10:00:00Z'), actor: 'file:router.yaml', action: 'create', objectId: 'default' }),
      event({ at: new Date('2026-11-02T10:00:00Z'), via: 'console', address: '192.0.2.1', objectId: 'default-2' }),
      event({ at: new Date('2026-11-03T10:00:00Z'), via: 'api', objectKind: 'token', objectId: 'rtr_a_b_c_dev_k1' }),
      event({ at: new Date('2026-11-04T10:00:00Z'), difference: { title: { from: null, to: '100% sure' } } }),
    ]);
});

const list = (query: Record<string, unknown> = {}) => listAudit(store.db, AuditQuery.parse(query));
const ids = async (query: Record<string, unknown>) => (await list(query)).data.map(({ id }) => id);

describe('the audit is told', () => {
  it('newest first, a page at a time, with every kind there is', async () => {
    const first = await list({ limit: '3' });
    expect(first.data.map(({ id }) => id)).toEqual([4, 3, 2]);
    expect(first).toMatchObject({ has_more: true, kinds: ['group', 'token'] });
    expect(first.data[2]).toMatchObject({ at: '2026-11-02T10:00:00.000Z', via: 'console', address: '192.0.2.1' });
    expect(await list({ limit: '3', before: '2' })).toMatchObject({ data: [{ id: 1 }], has_more: false });
  });

  it.each<[string, Record<string, unknown>, number[]]>([
    ['who did it', { actor: 'ALICE' }, [4, 3, 2]],
    ['the kind', { kind: 'token' }, [3]],
    ['what the id begins with', { kind: 'group', id: 'default-' }, [2]],
    ['one object and no other', { object: 'group:default' }, [4, 1]],
    ['one object of another kind', { object: 'token:default' }, []],
    ['what was done', { action: 'create' }, [1]],
    ['the door', { via: 'api' }, [3]],
    ['the server itself', { via: 'server' }, [4, 1]],
    ['a span of moments', { from: '2026-11-02T10:00:00Z', to: '2026-11-03T10:00:00Z' }, [2]],
    ['a span of whole days', { from: '2026-11-02', to: '2026-11-03' }, [3, 2]],
    ['a text in the difference', { text: 'SURE' }, [4]],
    ['a text in the id', { text: 'k1' }, [3]],
  ])('by %s', async (_what, query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it.each(['%', '_', '\\', '%%%'])('and takes %s for what it is, not for any text', async (text) => {
    const found = text === '%' ? [4] : text === '_' ? [3] : [];
    expect(await ids({ text })).toEqual(found);
    expect(await ids({ actor: text, id: text })).toEqual([]);
  });

  it.each([
    { text: 'x'.repeat(101) },
    { from: 'yesterday' },
    { from: '0000-01-01' },
    { to: '9999-12-31T23:59:59-01:00' },
    { limit: '501' },
    { before: '0' },
    { object: 'default' },
    { object: 'group:' },
    { kindd: 'x' },
  ])('and refuses %j', (query) => {
    expect(AuditQuery.safeParse(query).success).toBe(false);
  });

  it('without the secrets in headers that stand in events of before', async () => {
    const inClear = {
      from: { 'x-team': 'one', 'x-team-token': 'first-secret' },
      to: { 'x-team': 'two', 'x-team-token': 'second-secret' },
    };
    await store.db.insert(auditEvents).values(event({ objectKind: 'provider', difference: { headers: inClear } }));
    const hidden = {
      from: { 'x-team': 'one', 'x-team-token': '(hidden)' },
      to: { 'x-team': 'two', 'x-team-token': '(hidden), changed' },
    };
    expect((await list()).data[0]?.difference).toEqual({ headers: hidden });
    expect(await exportAudit(store.db, { format: 'jsonl' })).not.toContain('secret"');
    await store.db.insert(auditEvents).values(event({ objectKind: 'provider', difference: { headers: hidden } }));
    expect((await list()).data[0]?.difference).toEqual({ headers: hidden });
  });

  it('up to the last day that there is', async () => {
    expect(await ids({ from: '1970-01-01', to: '9999-12-31' })).toEqual([4, 3, 2, 1]);
  });
});

describe('an export', () => {
  it('is a table whose cells run nothing in a spreadsheet', async () => {
    await emptyStore(store);
    const difference = { title: { from: null, to: 'a, "b"' } };
    await store.db
      .insert(auditEvents)
      .values([
        event({ actor: '=HYPERLINK("http://x")', objectId: '@cmd', address: '-1+1', action: ' +1', difference }),
      ]);
    const [head, row, end] = (await exportAudit(store.db, { format: 'csv' })).split('\r\n');
    expect(head).toBe('id,at,actor,via,address,action,kind,object_id,policy_version,difference');
    expect(row?.replace(/,20[^,]+/, ',now')).toBe(
      `1,now,"'=HYPERLINK(""http://x"")",,'-1+1,' +1,group,'@cmd,1,"{""title"":{""to"":""a, \\""b\\"""",""from"":null}}"`,
    );
    expect(end).toBe('');
  });

  it.each([
    ['a;=1+1', `"a;'=1+1"`],
    ['a; "=1+1', `"a;' ""=1+1"`],
    ['a\t@x', `"a\t'@x"`],
    ['a\r-1', `"a\r'-1"`],
    ['\t=1', `"\t'=1"`],
    ['"=1', `"'""=1"`],
    ['＝1', `'＝1`],
    ['a;b-c=d', '"a;b-c=d"'],
  ])('runs nothing of %j where lines are split at semicolons or tabs', async (objectId, cell) => {
    await emptyStore(store);
    await store.db.insert(auditEvents).values([event({ objectId })]);
    expect(await exportAudit(store.db, { format: 'csv' })).toContain(`,group,${cell},1,`);
  });

  it('runs nothing that stands within a difference', async () => {
    await emptyStore(store);
    await store.db.insert(auditEvents).values([event({ difference: { title: { from: null, to: 'x;+1' } } })]);
    expect(await exportAudit(store.db, { format: 'csv' })).toContain(`x;'+1`);
  });

  it('is one JSON object a line', async () => {
    const lines = (await exportAudit(store.db, { format: 'jsonl', kind: 'token' })).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ id: 3, kind: 'token', difference: {} }]);
  });

  it('says first of all where it was cut, and how to go on', async () => {
    const csv = await exportAudit(store.db, { format: 'csv' }, 2);
    expect(csv.split('\r\n')[0]).toContain('there are more. Ask again with before=3');
    const [cut, ...rest] = (await exportAudit(store.db, { format: 'jsonl' }, 2)).trimEnd().split('\n');
    expect(JSON.parse(cut ?? '')).toMatchObject({ before: 3 });
    expect(rest).toHaveLength(2);
    expect(await exportAudit(store.db, { format: 'csv', before: 3 }, 2)).not.toContain('Cut');
  });
});
