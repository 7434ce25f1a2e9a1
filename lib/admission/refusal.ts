import type { FaultCode } from '../faults/catalogue';
import { Fault, type FaultOptions } from '../faults/fault';
import type { Counter, Measure, Refusal } from './counters';
import { windowMs } from './sliding-window';

/** As long as a rate may take; longer than this no program should wait by itself. */
const longestWaitMs = windowMs + 1_000;

/** The fault of a request that limits have no room for: of several the one that takes longest, so that its caller is not refused twice. */
export function limitFault(refusals: readonly Refusal[], options: Pick<FaultOptions, 'headers' | 'plan'> = {}): Fault {
  const [worst] = refusals.toSorted((one, other) => waitOf(other) - waitOf(one));
  if (!worst) throw new Error('a refusal without a reason');
  const { counter, waitMs } = worst;
  return new Fault(codes[counter.measure], {
    message: `${tellLimit(worst)} ${tellWait(counter, waitMs)}`,
    retry: waitMs !== null && waitMs <= longestWaitMs,
    ...options,
    ...(waitMs === null ? {} : { retryAfterSeconds: Math.ceil(waitMs / 1000) }),
  });
}

const waitOf = ({ waitMs }: Refusal) => waitMs ?? Number.POSITIVE_INFINITY;

const codes: Record<Measure, FaultCode> = {
  requests_per_minute: 'requests-per-minute-limited',
  input_tokens_per_minute: 'tokens-per-minute-limited',
  output_tokens_per_minute: 'tokens-per-minute-limited',
  concurrency: 'concurrency-limited',
  requests: 'quota-exhausted',
  tokens: 'quota-exhausted',
  usd: 'budget-exhausted',
};

function tellLimit({ counter, used }: Refusal): string {
  const { scope, name, limit, measure } = counter;
  const whose = { token: 'This token', project: 'The project of this token', group: 'This model group' }[scope];
  const show = (amount: number) => (measure === 'usd' ? `$${plain(amount)}` : plain(amount));
  return `${whose} has a limit of ${show(limit)} (${name}), and ${show(used)} of it ${measure === 'concurrency' ? 'are under way' : 'is used or reserved'}.`;
}

function tellWait({ measure, endsAt }: Counter, waitMs: number | null): string {
  if (measure === 'concurrency' && waitMs !== null) return 'Try again when one of them has ended.';
  if (waitMs !== null && endsAt !== null) return `It begins anew at ${new Date(endsAt).toISOString()}.`;
  if (waitMs !== null) return `Try again in ${Math.ceil(waitMs / 1000)} s.`;
  return measure === 'requests' || measure === 'concurrency' || measure === 'requests_per_minute'
    ? 'It does not begin anew.'
    : 'A request counts by what it may come to at most: where the limit itself is smaller, ask with a smaller max_tokens or a shorter prompt. Waiting does not mend it.';
}

const plain = (amount: number) => amount.toLocaleString('en', { maximumFractionDigits: 6 });
