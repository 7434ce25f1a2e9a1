import { type LimitScope, type Limits, periods, quotaNames, rateNames } from '../exchange/limits';
import type { Counter } from './counters';
import { type CalendarPeriod, periodAt } from './period';

/** Whose limits hold for one request, and what they are. */
export interface Limited {
  scope: LimitScope;
  id: string;
  limits: Limits;
}

/** The counters of everybody's limits at a moment. */
export function countersOf(limited: readonly Limited[], now: number): Counter[] {
  return limited.flatMap((one) => compile(one).map((make) => make(now)));
}

type MakeCounter = (now: number) => Counter;

/** Limits are read once for each version of them: the snapshot's objects are never changed. */
const compiled = new WeakMap<Limits, MakeCounter[]>();

function compile(one: Limited): MakeCounter[] {
  const known = compiled.get(one.limits);
  if (known) return known;
  const made = [...ratesOf(one), ...quotasOf(one)];
  compiled.set(one.limits, made);
  return made;
}

function ratesOf({ scope, id, limits }: Limited): MakeCounter[] {
  const common = { scope, scopeId: id, beganAt: null, endsAt: null };
  const rates = rateNames.flatMap((name) => {
    const limit = limits[name];
    if (limit === undefined) return [];
    return [{ ...common, kind: 'rate', key: `${scope}:${id}:${name}`, limit, name, measure: name } as const];
  });
  const { concurrency: limit } = limits;
  const name = 'concurrency' as const;
  const places =
    limit === undefined
      ? []
      : [{ ...common, kind: 'places', key: `${scope}:${id}:${name}`, limit, name, measure: name } as const];
  return [...rates, ...places].map((counter) => () => counter);
}

/** A quota's counter is another one in each period. */
function quotasOf({ scope, id, limits }: Limited): MakeCounter[] {
  return quotaNames.flatMap((measure) =>
    periods.flatMap((period): MakeCounter[] => {
      const limit = limits[measure]?.[period];
      if (limit === undefined) return [];
      const name = period === 'lifetime' ? `${measure}_lifetime` : `${measure}_per_${period}`;
      let present: Counter | null = null;
      let span: CalendarPeriod = { beganAt: 0, endsAt: 0, name: '' };
      return [
        (now) => {
          if (present && now >= span.beganAt && now < span.endsAt) return present;
          span = periodAt(period, now);
          const isEndless = span.endsAt === Number.POSITIVE_INFINITY;
          present = {
            ...{ kind: 'quota', key: `${scope}:${id}:${name}:${span.name}`, limit, scope, scopeId: id, name, measure },
            beganAt: span.beganAt,
            endsAt: isEndless ? null : span.endsAt,
          };
          return present;
        },
      ];
    }),
  );
}
