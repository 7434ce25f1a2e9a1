/**
 * What a token, a project or a model group may use, as the declared configuration, the store and the API write it. What is left out is
 * not limited. Rates are of any 60 seconds; days and months are those of the calendar in UTC; money is US dollars.
 */
export interface Limits {
  requests_per_minute?: number | undefined;
  input_tokens_per_minute?: number | undefined;
  output_tokens_per_minute?: number | undefined;
  /** Requests under way at once. */
  concurrency?: number | undefined;
  requests?: PeriodLimits | undefined;
  /** Input and output together. */
  tokens?: PeriodLimits | undefined;
  usd?: PeriodLimits | undefined;
}

export interface PeriodLimits {
  day?: number | undefined;
  month?: number | undefined;
  lifetime?: number | undefined;
}

export const rateNames = ['requests_per_minute', 'input_tokens_per_minute', 'output_tokens_per_minute'] as const;
export type RateName = (typeof rateNames)[number];

export const quotaNames = ['requests', 'tokens', 'usd'] as const;
export type QuotaName = (typeof quotaNames)[number];

export const periods = ['day', 'month', 'lifetime'] as const;
export type Period = (typeof periods)[number];

/** Whose a limit is: all of them hold for a request at once. */
export const limitScopes = ['token', 'project', 'group'] as const;
export type LimitScope = (typeof limitScopes)[number];
