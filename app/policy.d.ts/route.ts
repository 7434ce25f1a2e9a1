import { policyContract } from '@/lib/docs/policy-reference';

/** The types of a policy, for whoever writes one in an editor of their own. */
export function GET(): Response {
  return new Response(policyContract(), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    },
  });
}
