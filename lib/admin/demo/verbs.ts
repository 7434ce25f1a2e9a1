import { z } from 'zod';
import type { DemoReport } from '../contract';
import { defineVerb } from '../verb';

export const demoVerbs = {
  'demo.tokens': defineVerb({
    action: 'demo:tokens',
    method: 'GET',
    path: '/demo',
    summary: 'The built-in demo with its tokens, the only ones that can be shown again; null on a server that is none',
    input: z.strictObject({}),
    run({ runtime, origin }): DemoReport {
      const { demo } = runtime;
      if (!demo) return { demo: null };
      const { provider, tokens, groups } = demo;
      return { demo: { origin, provider, tokens, groups: [...groups] } };
    },
  }),
};
