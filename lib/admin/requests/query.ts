import { z } from 'zod';
import { dayOrMoment, latestMoment } from '../../config/field-kinds';
import { outcomes } from '../../usage/outcomes';
import { targetName, usageFilter } from '../usage/filter';

export const statusClasses = ['2xx', '4xx', '5xx'] as const;

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** How far the matches of a list are counted, all but one: nobody turns so many pages, and counting on would cost more than a page. */
export const mostCounted = 10_000;

/** What a list can be in the order of; the time is what all others go by where they are equal. */
export const requestSorts = ['started_at', 'latency_ms', 'first_token_ms', 'tokens', 'usd'] as const;
export type RequestSort = (typeof requestSorts)[number];

/** When a request came and its record's id, behind what another order goes by before them: its place among all others. */
export const cursorForm = /^(?:(-?\d{1,18})\.)?(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const cursor = z
  .string()
  .refine(
    (text) => Number(cursorForm.exec(text)?.[2] ?? Number.NaN) <= latestMoment,
    'expected the cursor of a request, as a list of them gives it',
  );

export const RequestQuery = z.strictObject({
  ...usageFilter,
  user: z.string().min(1).max(128).optional(),
  project: z.string().min(1).max(128).optional(),
  /** What stood in `model`: also of one that was refused before it reached a group. */
  model: z.string().min(1).max(256).optional(),
  outcome: z.enum(outcomes).optional(),
  status: z.enum(statusClasses).optional(),
  /** Tried at this target, which did not do its part, whoever answered afterwards. */
  failed_at: targetName.optional(),
  /** Answered whole by a later target, after an earlier one had failed. */
  fell_back: flag.optional(),
  /** A fault's code; `(none)` for those without. */
  fault: z.string().min(1).max(64).optional(),
  /** Part of the calling program's name, as `codex`. */
  client: z.string().min(1).max(64).optional(),
  stream: flag.optional(),
  /** The request's id or how it begins. */
  request_id: z
    .string()
    .regex(/^req_[0-9a-f]{0,32}$/, 'expected "req_" and up to 32 hexadecimal digits')
    .optional(),
  /** Inclusive; 30 days ago when left out. */
  from: dayOrMoment.optional(),
  /** Exclusive; now when left out. */
  to: dayOrMoment.optional(),
  sort: z.enum(requestSorts).default('started_at'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  /** Behind this one in the order: the `next` of the page before. */
  before: cursor.optional(),
  /** Newer than this one: the `newest` of a page. */
  after: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RequestQuery = z.output<typeof RequestQuery>;
