import { type Signature, type SignatureKind, signatureKinds } from '../exchange/conversation';

/**
 * Design rule 9. Signatures, ciphers and response ids are worth something only to the target that made them, so each goes
 * to the caller under that target's mark and comes back with it: `rtr.<maker>.<kind>.<what the target wrote>`.
 */
export function markSignature(signature: Signature, maker: string): string {
  return `${prefix}${maker}.${letters[signature.kind]}${signature.id ? `.${signature.id}` : '.'}.${signature.value}`;
}

/** Reads what a caller sent back. Unmarked, it is whatever its own dialect means by it. */
export function readSignature(value: string, unmarked: SignatureKind, id: string | null): Signature {
  const marked = value.startsWith(prefix) ? pattern.exec(value) : null;
  if (!marked) return { kind: unmarked, value, id, maker: null };
  const [whole, maker = '', letter = '', itemId = ''] = marked;
  const kind = signatureKinds.find((each) => letters[each] === letter) ?? unmarked;
  return { kind, value: value.slice(whole.length), id: itemId || id, maker };
}

export function markId(id: string, maker: string): string {
  return `${prefix}${maker}.i..${id}`;
}

/** The id as its maker knows it, and who that is: null where it came unmarked. */
export function readId(value: string): { id: string; maker: string | null } {
  const marked = value.startsWith(prefix) ? pattern.exec(value) : null;
  return marked ? { id: value.slice(marked[0].length), maker: marked[1] ?? null } : { id: value, maker: null };
}

/** A target's mark: two 32-bit FNV-1a hashes of its id. It need not be secret, only short, steady and unlike the others. */
export function makerOf(targetId: string): string {
  return hash(targetId, 0x811c9dc5) + hash(targetId, 0x01000193);
}

/** Does a body hold what another target has marked as its own? */
export function hasForeignMarks(text: string, maker: string): boolean {
  if (!text.includes(prefix)) return false;
  for (const [, made] of text.matchAll(anywhere)) if (made !== maker) return true;
  return false;
}

export const markPrefix = 'rtr.';
const prefix = markPrefix;
const pattern = /^rtr\.([0-9a-f]{16})\.([a-z])\.([A-Za-z0-9_-]*)\./;

/** Where a JSON text begins with a mark. */
const anywhere = /"rtr\.([0-9a-f]{16})\.[a-z]\.[A-Za-z0-9_-]*\./g;

const letters: Record<SignatureKind, string> = { signature: 's', redacted: 'r', encrypted: 'e', thought: 't' };

function hash(text: string, seed: number): string {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}
