import { test } from '@playwright/test';
import { caller, createToken, failover, provider } from '../configuration';
import { type ScriptedUpstream, startUpstream } from '../scripted-upstream';
import type { Router } from '../start-router';
import { routerForTests } from './router-for-tests';

/** The secret of a token that a file declares: `rtr_metrum_alice_demo_dev_k1_…`. */
export const declared = createToken('alice');

/** A router with three groups on one upstream, whose tokens a test makes in the console. */
export function routerWithTokens(): Router {
  let upstream: ScriptedUpstream;
  test.beforeAll(async () => {
    upstream = await startUpstream();
  });
  test.afterAll(() => upstream.close());
  return routerForTests(() => ({
    configuration: {
      providers: [provider('up', upstream.url, ['one'])],
      groups: [
        failover('default', ['up/one'], { title: 'General work' }),
        failover('fast', ['up/one'], { title: 'Quick answers' }),
        failover('large', ['up/one']),
      ],
      callers: [caller('alice', declared, ['default'])],
    },
  }));
}
