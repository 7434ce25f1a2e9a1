import { z } from 'zod';
import { nothing as nothingTaken } from '../admission/counters';
import { Fault } from '../faults/fault';
import { readTokenUsage, type TokenUsageRow } from '../usage/read-token-usage';
import { limitsFor } from './admit';
import { allowedGroups } from './allowed-groups';
import { answerFromStore } from './answer-from-store';
import type { UsageAnswer, UsageFigures } from './contract';

const dayMs = 86_400_000;
const defaultDays = 30;
const mostDays = 366;

/** `GET /v1/usage?from=&to=`: what this token has used, by day and group; the last thirty days when left out. */
export function handleUsage(request: Request): Promise<Response> {
  return answerFromStore(request, (holder, { admission, snapshot }) => {
    const { tokenId } = holder.token;
    const now = Date.now();
    const { from, to } = readSpan(new URL(request.url).searchParams, now);
    const limited = limitsFor(holder, allowedGroups(snapshot.current(), holder));
    return {
      ask: async (database) => ({
        days: await readTokenUsage(database, { tokenId, from, to }),
        limits: (await admission.look({ limited, amounts: nothingTaken, now })).limits,
      }),
      answer: ({ days, limits }): UsageAnswer => ({
        object: 'usage',
        token_id: tokenId,
        from: from.toISOString(),
        to: to.toISOString(),
        totals: days.reduce(add, nothing),
        days,
        limits,
      }),
    };
  });
}

function readSpan(query: URLSearchParams, now: number): { from: Date; to: Date } {
  const to = readMoment(query, 'to') ?? new Date(now);
  const from = readMoment(query, 'from') ?? new Date(to.getTime() - defaultDays * dayMs);
  if (from >= to) throw new Fault('invalid-request', { message: '"from" must be before "to".', param: 'from' });
  if (to.getTime() - from.getTime() > mostDays * dayMs) {
    throw new Fault('invalid-request', { message: `A span has ${mostDays} days at most.`, param: 'from' });
  }
  return { from, to };
}

const endOfYears = Date.UTC(10_000, 0, 1);
const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** A date is its first moment in UTC. */
function readMoment(query: URLSearchParams, param: 'from' | 'to'): Date | null {
  const text = query.get(param);
  if (text === null) return null;
  const moment = Moment.safeParse(text).success ? new Date(text) : null;
  // Before 1970 nothing was used, and years of five digits are none to the store.
  if (moment && moment.getTime() >= 0 && moment.getTime() < endOfYears) return moment;
  throw new Fault('invalid-request', {
    message: `"${param}" must be a date from 1970 to 9999 such as 2027-01-31, or a moment with its zone.`,
    param,
  });
}

const nothing: UsageFigures = { requests: 0, input_tokens: 0, cached_input_tokens: 0, output_tokens: 0, usd: 0 };

function add(one: UsageFigures, other: TokenUsageRow): UsageFigures {
  return {
    requests: one.requests + other.requests,
    input_tokens: one.input_tokens + other.input_tokens,
    cached_input_tokens: one.cached_input_tokens + other.cached_input_tokens,
    output_tokens: one.output_tokens + other.output_tokens,
    usd: one.usd + other.usd,
  };
}
