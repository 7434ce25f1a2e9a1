import { requestOrigin } from '../../runtime/request-origin';
import type { DemoReport } from '../contract';
import type { Asked, Reply } from '../door';

/** The one place whose tokens can be shown again. */
export function answerDemo({ runtime, request }: Asked): Reply {
  const { demo } = runtime;
  if (!demo) return { body: { demo: null } satisfies DemoReport };
  const { provider, tokens, groups } = demo;
  const origin = requestOrigin(request, runtime);
  return { body: { demo: { origin, provider, tokens, groups: [...groups] } } satisfies DemoReport };
}
