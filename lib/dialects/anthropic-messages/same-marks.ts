import type { SignatureKind } from '../../exchange/conversation';
import { applyEdits, findMembers } from '../json-members';
import { markSignature } from '../provenance';

/** A block's or a delta's JSON text with its proof marked as this target's. An empty proof is none, and stays as it is. */
export function markText(text: string, value: Readonly<Record<string, unknown>>, maker: string): string {
  const [name, kind] = proofOf(value);
  const proof = value[name];
  if (typeof proof !== 'string' || proof === '') return text;
  const marked = JSON.stringify(markSignature({ kind, value: proof, id: null, maker }, maker));
  const edits = findMembers(text)
    .filter((member) => member.name === name)
    .map(({ valueStart: start, end }) => ({ start, end, text: marked }));
  return applyEdits(text, edits);
}

/** Where a block carries what only its maker can read. */
export function proofOf({
  type,
}: Readonly<Record<string, unknown>>): [name: 'data' | 'signature', kind: SignatureKind] {
  return type === 'redacted_thinking' ? ['data', 'redacted'] : ['signature', 'signature'];
}
