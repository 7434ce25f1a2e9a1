import type { FieldProblem } from '@/lib/admin/contract';
import type { VerbInput } from '@/lib/admin/verbs';
import type { AuthKind } from '@/lib/exchange/auth-kinds';
import type { DialectId } from '@/lib/exchange/dialect-ids';
import type { Quirk } from '@/lib/exchange/quirks';

/** A provider's form as it is being filled in: texts, as fields have them. */
export interface PlaceDraft {
  dialect: DialectId;
  base_url: string;
  /** Empty for the dialect's own way. */
  auth: AuthKind | '';
  /** `name: value`, a line each. */
  headers: string;
  quirks: readonly Quirk[];
  /** Empty for all; a line each. */
  betas: string;
  first_byte_ms: string;
  idle_ms: string;
  total_ms: string;
  /** Empty for no limit. */
  concurrency: string;
  queue_requests: string;
  queue_wait_ms: string;
}

interface Place {
  dialect: DialectId;
  base_url: string | null;
  auth: AuthKind | null;
  quirks: readonly Quirk[];
  headers?: Record<string, string>;
  betas?: readonly string[] | null;
  timeouts?: { first_byte_ms: number | null; idle_ms: number | null; total_ms: number | null };
  concurrency?: number | null;
  queue?: { requests: number | null; wait_ms: number | null };
}

export function draftOf({
  dialect,
  base_url,
  auth,
  quirks,
  headers = {},
  betas,
  timeouts,
  ...place
}: Place): PlaceDraft {
  return {
    dialect,
    base_url: base_url ?? '',
    auth: auth ?? '',
    headers: Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    quirks,
    betas: (betas ?? []).join('\n'),
    first_byte_ms: String(timeouts?.first_byte_ms ?? ''),
    idle_ms: String(timeouts?.idle_ms ?? ''),
    total_ms: String(timeouts?.total_ms ?? ''),
    concurrency: String(place.concurrency ?? ''),
    queue_requests: String(place.queue?.requests ?? ''),
    queue_wait_ms: String(place.queue?.wait_ms ?? ''),
  };
}

type PlaceInput = Required<
  Pick<
    VerbInput<'providers.create'>,
    'dialect' | 'base_url' | 'auth' | 'headers' | 'quirks' | 'betas' | 'timeouts' | 'concurrency' | 'queue'
  >
>;

/** What the verbs take of it, and what is wrong with it that only the form can tell: the rest the verbs tell themselves. */
export function placeOf(draft: PlaceDraft): { place: PlaceInput; wrong: FieldProblem[] } {
  const headers: Record<string, string> = {};
  const wrong: FieldProblem[] = [];
  for (const line of linesOf(draft.headers)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const message = colon < 1 ? `“${line}” has no colon between name and value` : `“${name}” stands there twice`;
    if (colon < 1 || Object.hasOwn(headers, name)) wrong.push({ path: 'headers', message });
    else headers[name] = line.slice(colon + 1).trim();
  }
  const betas = linesOf(draft.betas);
  return {
    wrong,
    place: {
      dialect: draft.dialect,
      base_url: draft.base_url.trim(),
      auth: draft.auth === '' ? null : draft.auth,
      headers,
      quirks: [...draft.quirks],
      betas: betas.length === 0 ? null : betas,
      timeouts: {
        first_byte_ms: numberOf(draft.first_byte_ms),
        idle_ms: numberOf(draft.idle_ms),
        total_ms: numberOf(draft.total_ms),
      },
      concurrency: numberOf(draft.concurrency),
      queue: { requests: numberOf(draft.queue_requests), wait_ms: numberOf(draft.queue_wait_ms) },
    },
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Null for an empty field, and no number at all for what is none: the verb then says what it expects in its place. */
export function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}
