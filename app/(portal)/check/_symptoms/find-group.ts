import type { TokenAnswer } from '@/app/_visit/token-answer';

/** What a name is to a token. A name that is not its own is told alike whether such a group exists or not. */
export type GroupFinding =
  | { kind: 'allowed'; id: string }
  | { kind: 'alias'; id: string }
  | { kind: 'spelling'; name: string }
  | { kind: 'discoverable'; id: string }
  | { kind: 'unlisted' };

export function findGroup(typed: string, token: TokenAnswer): GroupFinding {
  const name = typed.trim().replace(/^["'`]+|["'`]+$/g, '');
  const groups = token.group_details;
  if (groups.some(({ id }) => id === name)) return { kind: 'allowed', id: name };
  const aliased = groups.find(({ aliases }) => aliases.includes(name));
  if (aliased) return { kind: 'alias', id: aliased.id };
  if (token.discoverable.some(({ id }) => id === name)) return { kind: 'discoverable', id: name };
  const near = groups.flatMap(({ id, aliases }) => [id, ...aliases]).find((own) => sounds(own) === sounds(name));
  if (near !== undefined) return { kind: 'spelling', name: near };
  return { kind: 'unlisted' };
}

/** Names are taken letter by letter; capitals and what stands between words are what is most often mistaken. */
function sounds(name: string): string {
  return name.toLowerCase().replace(/[\s._-]/g, '');
}
