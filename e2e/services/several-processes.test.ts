import { beforeAll, describe, expect, test } from 'vitest';
import { ask, bearer, get, textOf } from '../_support/client';
import { caller, createToken, failover, provider } from '../_support/configuration';
import { eventually } from '../_support/eventually';
import type { Router } from '../_support/router';
import { useUpstream } from '../_support/scripted-upstream';
import { answersWith } from '../_support/scripts';
import { adminToken, postgres, skipped, useFleet } from './fleet';

const alice = createToken('alice');

describe.skipIf(!postgres)(`several processes on one PostgreSQL and one Redis${skipped}`, () => {
  const upstream = useUpstream();
  const fleet = useFleet(() => ({
    providers: [provider('up', upstream.url, ['one'])],
    groups: [failover('default', ['up/one'])],
    callers: [caller('alice', alice, ['default'])],
  }));

  async function admin(router: Router, method: string, path: string, body?: unknown) {
    const response = await fetch(`${router.origin}/api/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  describe('two of them', () => {
    let one: Router;
    let other: Router;
    beforeAll(async () => {
      one = await fleet.start();
      other = await fleet.start();
    });

    test('a revoked token dies on both within a second', async () => {
      const made = await admin(one, 'POST', '/tokens', {
        user: 'alice',
        project: 'demo',
        key: 'k2',
        allow: ['default'],
      });
      const statusAt = async (router: Router) => (await get(router, '/v1/models', bearer(made.token))).status;
      await eventually(
        'it is known to both',
        async () => (await statusAt(one)) === 200 && (await statusAt(other)) === 200,
      );
      await admin(one, 'POST', `/tokens/${made.token_id}/revoke`, {});
      const revokedAt = performance.now();
      await eventually(
        'it is dead on both',
        async () => (await statusAt(one)) === 403 && (await statusAt(other)) === 403,
      );
      expect(performance.now() - revokedAt).toBeLessThan(1_000);
    });

    test('the doctor tells how many count together, and that Redis is away; both stay ready', async () => {
      const limitsOf = async (router: Router) => {
        const { checks } = await admin(router, 'GET', '/doctor');
        return checks.find(({ name }: { name: string }) => name === 'limits');
      };
      await eventually('they have heard of each other', async () =>
        (await limitsOf(one)).found.includes('2 processes'),
      );
      await fleet.redis.stop();
      await eventually('one has noticed', async () => (await limitsOf(one)).result === 'failed');
      expect((await limitsOf(one)).found).toContain('requests with limits are refused');
      expect((await get(one, '/readyz')).status).toBe(200);
      expect((await ask(one, alice, 'default')).status).toBe(200);
      await fleet.redis.start();
      await eventually('it is well again', async () => (await limitsOf(one)).result === 'ok');
      const lines = one.output().split('\n');
      expect(lines.filter((line) => line.includes('Redis is away'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('Redis is back'))).toHaveLength(1);
    });

    test('a rolling restart under load drops no request', async () => {
      upstream.when('one', async (call) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return answersWith('pong')(call);
      });
      const rotation = [one, other];
      let isOver = false;
      let answered = 0;
      const client = async () => {
        for (let turn = 0; !isOver; turn += 1) {
          const router = rotation[turn % rotation.length] as Router;
          const response = await ask(router, alice, 'default');
          if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
          expect(await textOf(response)).toBe('pong');
          answered += 1;
        }
      };
      const clients = Array.from({ length: 16 }, client);
      const failed = Promise.all(clients);
      for (const old of [one, other]) {
        rotation.push(await fleet.start());
        rotation.splice(rotation.indexOf(old), 1);
        expect(await old.stop()).toBe(0);
      }
      const before = answered;
      await eventually('the new ones answer', () => answered > before + 50);
      isOver = true;
      await failed;
    });
  });

  describe('without Redis', () => {
    test('a second one is refused at start, unless each may have the whole of every limit', async () => {
      const refused = fleet.start({ REDIS_URL: '', ROUTER_DRAIN_MS: '0' });
      await expect(refused).rejects.toThrow(/ROUTER_LIMITS=per-process/);
      const allowed = await fleet.start({ REDIS_URL: '', ROUTER_LIMITS: 'per-process' });
      expect(allowed.output()).toContain('every process has the whole of every limit for itself');
    });
  });
});

describe.skipIf(!postgres)(`several workers behind one port${skipped}`, () => {
  const upstream = useUpstream();
  const fleet = useFleet(() => ({
    providers: [provider('up', upstream.url, ['one'])],
    groups: [failover('default', ['up/one'])],
    callers: [caller('alice', alice, ['default'])],
  }));
  let router: Router;
  beforeAll(async () => {
    router = await fleet.start({ ROUTER_WORKERS: '3' });
  });

  async function workers(): Promise<number[]> {
    const { default: connect } = await import('postgres');
    const sql = connect(fleet.databaseUrl, { max: 1 });
    try {
      const rows = await sql<{ pid: number }[]>`
        select pid from replicas where seen_at > now() - interval '8 seconds' order by pid`;
      return rows.map(({ pid }) => pid);
    } finally {
      await sql.end();
    }
  }

  test('serve together, and say once where they are', async () => {
    const pids = await eventually('three are there', async () => {
      const all = await workers();
      return all.length === 3 && all;
    });
    expect(pids).not.toContain(router.pid);
    expect(
      (await Promise.all(Array.from({ length: 30 }, () => ask(router, alice, 'default')))).map(({ status }) => status),
    ).toEqual(Array(30).fill(200));
    expect(router.output().split('/v1').length, router.output()).toBeLessThan(4);
  });

  test('one that is killed is replaced', async () => {
    const [victim = 0] = await workers();
    process.kill(victim, 'SIGKILL');
    await eventually(
      'another is there',
      async () => {
        const all = await workers();
        return all.length === 3 && !all.includes(victim);
      },
      30_000,
    );
    expect((await ask(router, alice, 'default')).status).toBe(200);
  });

  test('a signal drains all of them: answers under way are finished, and all leave', async () => {
    let arrived = 0;
    upstream.when('one', async (call) => {
      arrived += 1;
      await new Promise((resolve) => setTimeout(resolve, 800));
      return answersWith('pong')(call);
    });
    const under = Array.from({ length: 12 }, () => ask(router, alice, 'default'));
    await eventually('they are under way', () => arrived === 12);
    const stopped = router.stop();
    const answers = await Promise.all(under);
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(await stopped).toBe(0);
    // One that was still starting has left a row, which nobody believes for long.
    await eventually('none is seen any more', async () => (await workers()).length === 0);
  });
});
