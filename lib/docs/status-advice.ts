import { type TokenStatus, tokenStatuses } from '../exchange/statuses';
import { catalogue, faultPagePath } from '../faults/catalogue';

export interface StatusAdvice {
  message: string;
  calling: string;
  page: string;
}

/** For each status that refuses requests, what the catalogue says to whoever holds such a token. */
export const statusAdvice: Readonly<Record<string, StatusAdvice>> = Object.fromEntries(
  tokenStatuses.filter((status) => status !== 'active').map((status) => [status, adviceOn(status)]),
);

function adviceOn(status: Exclude<TokenStatus, 'active'>): StatusAdvice {
  const code = `token-${status}` as const;
  const { message, calling } = catalogue[code];
  return { message, calling, page: faultPagePath(code) };
}
