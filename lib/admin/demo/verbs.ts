import { z } from 'zod';
import { writeAudit } from '../../../db/queries/policy-change';
import { readPolicyState } from '../../../db/queries/snapshot-rows';
import { mockModes } from '../../exchange/mock-modes';
import type { Runtime } from '../../runtime/runtime';
import { AdminRefusal } from '../admin-refusal';
import type { DemoReport } from '../contract';
import { defineVerb } from '../verb';
import { readEnded } from './read-ended';
import { tellDemo } from './tell-demo';
import { tellRemoval } from './tell-removal';

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
  'demo.read': defineVerb({
    action: 'demo:read',
    method: 'GET',
    path: '/demo/state',
    summary: 'The built-in demo without its tokens: its groups, and how each model of its mock provider behaves',
    input: z.strictObject({}),
    run: ({ runtime }) => ({ demo: runtime.demo && tellDemo(runtime.demo, runtime.snapshot.current()) }),
  }),
  'demo.switch': defineVerb({
    action: 'demo:switch',
    method: 'PUT',
    path: '/demo/models/{model}',
    summary:
      'Lets a model of the demo’s mock provider fail, be slow or break off, until the next start or another switch',
    input: z.strictObject({ model: z.string().min(1).max(64), mode: z.enum(mockModes) }),
    async run({ runtime, author }, { model, mode }) {
      const demo = requireDemo(runtime);
      const from = demo.models().find(({ id }) => id === model)?.mode;
      if (from === undefined) throw new AdminRefusal('not-found', `the mock provider has no model "${model}"`);
      if (from !== mode) {
        await runtime.store.db.transaction(async (transaction) => {
          const { version } = await readPolicyState(transaction);
          await writeAudit(transaction, {
            ...{ ...author, action: 'update', objectKind: 'demo-model', objectId: model, policyVersion: version },
            difference: { mode: { from, to: mode } },
          });
        });
        demo.switchModel(model, mode);
      }
      return { model, mode };
    },
  }),
  'demo.plan-removal': defineVerb({
    action: 'demo:remove',
    method: 'GET',
    path: '/demo/removal',
    summary: 'What removing the demo would do to what was made here, before anything of it is done',
    input: z.strictObject({}),
    async run({ runtime, author }) {
      const planned = await requireDemo(runtime).planRemoval(author);
      return tellRemoval(planned, await readEnded(runtime.store.db, planned));
    },
  }),
  'demo.remove': defineVerb({
    action: 'demo:remove',
    method: 'DELETE',
    path: '/demo',
    summary:
      'Takes the demo away for good: its groups, tokens and mock provider. What was made here stays, but for what the plan tells',
    input: z.strictObject({
      /** The policy version of the plan that was looked at: refused where another is in force by now. */
      based_on: z.coerce.number().int().min(0).optional(),
    }),
    async run({ runtime, author }, { based_on }) {
      const removed = await requireDemo(runtime).remove(author, based_on);
      await runtime.snapshot.refresh();
      return { removed: true, ...tellRemoval(removed, await readEnded(runtime.store.db, removed)) };
    },
  }),
};

function requireDemo({ demo }: Runtime) {
  if (demo) return demo;
  throw new AdminRefusal('conflict', 'this deployment is no demo, or is none any more');
}
