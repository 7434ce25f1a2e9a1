import { type Limits, periods, quotaNames, rateNames } from './limits';

/** Only what is limited, in the order that it is told in everywhere, which the store does not keep; null where nothing is. */
export function tidyLimits(limits: Limits | null | undefined): Limits | null {
  if (!limits) return null;
  const tidy: Limits = {
    ...pick(limits, [...rateNames, 'concurrency']),
    ...Object.fromEntries(
      quotaNames.flatMap((name) => {
        const quota = pick(limits[name] ?? {}, periods);
        return Object.keys(quota).length > 0 ? [[name, quota]] : [];
      }),
    ),
  };
  return Object.keys(tidy).length > 0 ? tidy : null;
}

function pick<Key extends string>(values: { [Name in Key]?: number | undefined }, keys: readonly Key[]) {
  return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}
