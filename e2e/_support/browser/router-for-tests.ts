import { test } from '@playwright/test';
import { type Router, type RouterOptions, startRouter } from '../start-router';

/** A router, through the production door, for all browser tests of a file or a `describe`. */
export function routerForTests(options: () => RouterOptions): Router {
  let router: Router | null = null;
  test.beforeAll(async () => {
    router = await startRouter('direct', options());
  });
  test.afterAll(async () => {
    await router?.remove();
  });
  // Tests name it before it is there, so what they hold is a view of it.
  return new Proxy({} as Router, {
    get(_target, name) {
      if (!router) throw new Error('the router has not started');
      return Reflect.get(router, name, router);
    },
  });
}
