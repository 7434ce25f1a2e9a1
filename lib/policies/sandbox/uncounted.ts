import type { Sandbox } from './create-sandbox';

/** As much of a sandbox as a call of a policy needs. */
export type PolicyRunner = Pick<Sandbox, 'call' | 'countThrown'>;

/**
 * The sandbox for what is only explained or tried: whatever a policy does there is in no figure, and suspends nothing. One that is
 * suspended is not run here either, so that an explanation says what the call would meet.
 */
export function uncounted(sandbox: Pick<Sandbox, 'call'>): PolicyRunner {
  return {
    call: (policy, call) => sandbox.call(policy, call, { counts: false }),
    countThrown() {},
  };
}
