import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase } from '../../db/testing/store';
import { startRedisServer } from '../../lib/admission/testing/redis-server.mjs';
import type { Configuration } from '../_support/configuration';
import { type Router, startRouter } from '../_support/router';

export const adminToken = 'rtradmin_a-token-of-thirty-two-characters';

/** Several routers on one PostgreSQL and one Redis. */
export interface Fleet {
  readonly databaseUrl: string;
  readonly redis: Awaited<ReturnType<typeof startRedisServer>>;
  start(settings?: Record<string, string>): Promise<Router>;
}

/** What `npm run test:services` has started; without it there is nothing to test these on. */
export const postgres = process.env.TEST_DATABASE_URL;
export const skipped = postgres ? '' : ' (skipped: npm run test:services starts PostgreSQL and Redis)';

export function useFleet(configuration: () => Configuration): Fleet {
  let database: Awaited<ReturnType<typeof createTestDatabase>> | null = null;
  let redis: Fleet['redis'] | null = null;
  const routers: Router[] = [];
  beforeAll(async () => {
    database = await createTestDatabase(postgres ?? '');
    redis = await startRedisServer();
  });
  afterAll(async () => {
    await Promise.all(routers.map((router) => router.remove()));
    await redis?.remove();
    await database?.drop();
  });
  const there = <T>(value: T | null): T => {
    if (value === null) throw new Error('the services have not started');
    return value;
  };
  return {
    get databaseUrl() {
      return there(database).url;
    },
    get redis() {
      return there(redis);
    },
    async start(settings = {}) {
      const router = await startRouter('direct', {
        configuration: configuration(),
        settings: {
          DATABASE_URL: there(database).url,
          REDIS_URL: there(redis).url,
          ROUTER_SECRET: 'a secret of thirty-two characters',
          ROUTER_ADMIN_TOKEN: adminToken,
          ...settings,
        },
      });
      routers.push(router);
      return router;
    },
  };
}
