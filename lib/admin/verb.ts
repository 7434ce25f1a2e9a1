import type { z } from 'zod';
import type { Author } from '../../db/queries/policy-change';
import type { Method } from '../runtime/methods';
import type { Runtime } from '../runtime/runtime';
import { type Actor, authorOf, may } from './actor';
import { AdminRefusal } from './admin-refusal';
import { parse } from './read-asked';
import type { Action } from './roles';

/** What a verb is done with. */
export interface VerbContext {
  runtime: Runtime;
  actor: Actor;
  /** The actor as the audit has it: `...author` goes into whatever writes an audit row. */
  author: Author;
  /** This deployment's own address, as whoever asks knows it. Their Host header may have said it: it goes into no link that is given on. */
  origin: string;
  /** The same as a trusted proxy told it; null or left out where none did. */
  proxyOrigin?: string | null;
}

/**
 * One thing that can be done or asked. The admin API serves it at `method` and `path` (the path's own parts, a query and a JSON body
 * together are its input), the console does it by its name; both go through `perform`, which is where it is decided who may.
 */
export interface Verb<Schema extends z.ZodType = z.ZodType, Answer = unknown> {
  action: Action;
  method: Extract<Method, 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'>;
  /** Below `/api/admin`: `/tokens/{token_id}/rotate`; what stands in braces is a field of the input. */
  path: string;
  /** For the OpenAPI document. */
  summary: string;
  input: Schema;
  status?: 200 | 201;
  /** The most its body may be, bytes; 64 KiB when left out, `settings` for as much as a request of a caller. */
  maxBody?: 'settings';
  /** Of an answer that is text: its type. */
  type?: string;
  run(context: VerbContext, input: z.output<Schema>): Promise<Answer> | Answer;
}

/** Gives a verb its types; does nothing else. */
export function defineVerb<Schema extends z.ZodType, Answer>(verb: Verb<Schema, Answer>): Verb<Schema, Answer> {
  return verb;
}

/** May they? → parse → do it. Nothing else in this house runs a verb. */
export async function perform<Schema extends z.ZodType, Answer>(
  verb: Verb<Schema, Answer>,
  context: Omit<VerbContext, 'author'>,
  input: unknown,
): Promise<Answer> {
  const { actor } = context;
  if (!may(actor, verb.action)) throw new AdminRefusal('forbidden', explainForbidden(actor, verb.action));
  refuseNul(input);
  return verb.run({ ...context, author: authorOf(actor) }, parse(verb.input, input));
}

function explainForbidden({ role, scopes }: Actor, action: Action): string {
  const narrowed = scopes === null ? '' : `, narrowed to ${scopes.join(', ')}`;
  return `the role ${role}${narrowed} does not include ${action}`;
}

/** The one character that no text of the store can hold: as it would come back as our failure, it is told as what it is, and where. */
function refuseNul(input: unknown): void {
  const rest: { path: string; value: unknown }[] = [{ path: '', value: input }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && value.includes('\0')) throw nulRefusal(path, 'a text');
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, each] of Object.entries(value)) {
      if (name.includes('\0')) throw nulRefusal(path, 'a field’s name');
      rest.push({ path: path === '' ? name : `${path}.${name}`, value: each });
    }
  }
}

function nulRefusal(path: string, what: string): AdminRefusal {
  const words = `${what} has a NUL character in it, which nothing here can hold`;
  return new AdminRefusal('invalid', path === '' ? words : `${path}: ${words}`);
}
