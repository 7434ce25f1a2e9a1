import { z } from 'zod';
import { AdminRefusal } from '../admin-refusal';
import { refuseCallers, seesCallers } from '../usage/filter';
import { defineVerb } from '../verb';
import { listRequests } from './list';
import { RequestQuery } from './query';
import { readStory } from './story';

/** What was asked of this deployment, request by request. */
export const requestVerbs = {
  'requests.list': defineVerb({
    action: 'usage:read',
    method: 'GET',
    path: '/requests',
    summary: 'Requests, newest first, with how each ended and which targets were tried',
    input: RequestQuery,
    async run({ runtime: { store, usage }, actor }, query) {
      const { token, user, project } = query;
      refuseCallers(actor, { token, user, project });
      await usage.flush().catch(() => {});
      return listRequests(store.db, query, { seesCallers: seesCallers(actor), now: new Date() });
    },
  }),
  'requests.get': defineVerb({
    action: 'usage:read',
    method: 'GET',
    path: '/requests/{request_id}',
    summary: 'One request’s story: its plan, its attempts with their times, what was left out, and what it cost',
    input: z.strictObject({
      request_id: z.string().regex(/^req_[0-9a-f]{32}$/, 'expected "req_" and 32 hexadecimal digits'),
      /** Which of several that have this id: the second part of its cursor. */
      record: z.uuid().optional(),
    }),
    async run({ runtime: { store, usage, snapshot }, actor }, { request_id, record }) {
      await usage.flush().catch(() => {});
      const story = await readStory(store.db, {
        ...{ requestId: request_id, record },
        ...{ seesCallers: seesCallers(actor), snapshot: snapshot.current() },
      });
      if (story) return story;
      throw new AdminRefusal(
        'not-found',
        `no request "${request_id}": one without a valid token is not kept, and one of another server’s store is not here`,
      );
    },
  }),
};
