import { type Limits, periods, quotaNames, rateNames } from '../../exchange/limits';
import type { Fields } from './describe';

/** Each limit as a field of its own, so that a difference tells the very one that is another. */
export function describeLimits(limits: Limits | null | undefined): Fields {
  const rates = [...rateNames, 'concurrency' as const].map((name) => [`limits.${name}`, limits?.[name] ?? null]);
  const quotas = quotaNames.flatMap((name) =>
    periods.map((period) => [`limits.${name}.${period}`, limits?.[name]?.[period] ?? null]),
  );
  return Object.fromEntries([...rates, ...quotas]);
}
