import { afterAll, beforeAll } from 'vitest';
import type { Door } from './doors';
import { type Router, type RouterOptions, startRouter } from './start-router';

export { createRouter, type Router, type RouterOptions, startRouter } from './start-router';

/** A router for all tests of a `describe`: started before them, removed after them. */
export function useRouter(door: Door, options: () => RouterOptions | Promise<RouterOptions>): Router {
  let router: Router | null = null;
  beforeAll(async () => {
    router = await startRouter(door, await options());
  });
  afterAll(async () => {
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
