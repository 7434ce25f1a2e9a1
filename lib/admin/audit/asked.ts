import { z } from 'zod';
import { auditDoors } from '../../../db/schema';
import { dayOrMoment } from '../../config/field-kinds';

const searched = z.string().min(1).max(100);

export const AuditFilter = z.strictObject({
  /** A part of who did it. */
  actor: searched.optional(),
  /** `group`, `token`, … */
  kind: searched.optional(),
  /** What the object's id begins with. */
  id: z.string().min(1).max(400).optional(),
  /** One object and no other: its kind, a colon, and its whole id. */
  object: z
    .string()
    .max(500)
    .regex(/^[^:]+:./s, 'expected a kind, a colon and the whole id of an object, such as group:default')
    .optional()
    .describe('one object and no other: its kind, a colon and its whole id, such as group:default'),
  action: searched.optional(),
  /** Through which door; `server` for what the server itself did. */
  via: z.enum([...auditDoors, 'server']).optional(),
  /** Inclusive. */
  from: dayOrMoment.optional(),
  /** A moment is exclusive; a date is the whole of that day. */
  to: dayOrMoment.optional(),
  /** Found in the object's id, in who did it, or anywhere in the difference. */
  text: searched.optional(),
  /** The event's number to go on below: the last `id` of the page before. */
  before: z.coerce
    .number('expected the number of an event')
    .int('expected the number of an event')
    .min(1, 'expected the number of an event')
    .max(Number.MAX_SAFE_INTEGER, 'expected the number of an event')
    .optional(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

export const AuditQuery = AuditFilter.extend({ limit: z.coerce.number().int().min(1).max(500).default(50) });

export const AuditExport = AuditFilter.extend({ format: z.enum(['csv', 'jsonl']).default('csv') });

/** One change, as it was written in the change's own transaction. */
export interface AuditRow {
  id: number;
  at: string;
  actor: string;
  /** `console`, `api`, or null for the server itself. */
  via: (typeof auditDoors)[number] | null;
  address: string | null;
  action: string;
  kind: string;
  object_id: string;
  policy_version: number;
  /** Field → from, to. Of secrets, `set` and `changed` only. */
  difference: Record<string, { from: unknown; to: unknown }>;
}

export interface AuditList {
  object: 'list';
  /** Newest first. */
  data: AuditRow[];
  has_more: boolean;
  /** Every kind of object that the audit knows, whatever was asked. */
  kinds: string[];
}
