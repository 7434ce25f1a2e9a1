import { type Method, methods } from '../runtime/methods';
import type { Verb } from './verb';
import { verbList } from './verbs';

export interface FoundVerb {
  /** Null where nothing is, or nothing of this method. */
  verb: Verb | null;
  /** The address's own parts: `{ token_id: 'rtr_…' }`. */
  parts: Record<string, string>;
  /** The methods that the address takes; none where nothing is there. */
  allow: readonly Method[];
}

export const adminBase = '/api/admin';

/** The verb that an address of the admin API stands for. */
export function findVerb(request: Request, list: readonly (readonly [string, Verb])[] = verbList): FoundVerb {
  const asked = split(new URL(request.url).pathname.slice(adminBase.length));
  const here = list.flatMap(([, verb]) => {
    const parts = match(split(verb.path), asked);
    return parts ? [{ verb, parts }] : [];
  });
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const found = here.find(({ verb }) => verb.method === method);
  const taken = new Set<string>(here.map(({ verb }) => verb.method));
  if (taken.has('GET')) taken.add('HEAD');
  return { verb: found?.verb ?? null, parts: found?.parts ?? {}, allow: methods.filter((each) => taken.has(each)) };
}

/** What stands in the template's braces; null where the two differ. A fixed part is more to the point than a part in braces. */
function match(template: readonly string[], asked: readonly string[]): Record<string, string> | null {
  if (template.length !== asked.length) return null;
  const parts: Record<string, string> = {};
  for (const [index, piece] of template.entries()) {
    const given = asked[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (name) parts[name] = given;
    else if (piece !== given) return null;
  }
  return parts;
}

function split(path: string): string[] {
  return path.split('/').filter(Boolean).map(decode);
}

function decode(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
