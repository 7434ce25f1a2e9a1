import { applyEdits, findMembers } from '../json-members';
import { isObject } from '../json-values';
import { markPrefix, readSignature } from '../provenance';
import type { RawReader } from '../raw-reader';
import { proofOf } from './same-marks';

type Block = Readonly<Record<string, unknown>>;

/** Is there anything in it that is marked, or a thought without a proof? Most content has neither and stays untouched. */
export function needsCleaning(content: unknown): content is readonly unknown[] {
  return Array.isArray(content) && content.some((block: unknown) => isObject(block) && isTouched(block));
}

function isTouched(block: Block): boolean {
  if (isThought(block)) {
    const proof = block[proofOf(block)[0]];
    return typeof proof !== 'string' || proof === '' || proof.startsWith(markPrefix);
  }
  return Array.isArray(block.citations) && block.citations.some(isOurCitation);
}

function isThought({ type }: Block): boolean {
  return type === 'thinking' || type === 'redacted_thinking';
}

/** A citation that this router wrote for an answer of another dialect (render-block.ts): Anthropic never made its index. */
function isOurCitation(citation: unknown): boolean {
  const index = isObject(citation) ? citation.encrypted_index : null;
  return typeof index === 'string' && index.startsWith(markPrefix);
}

/** A message's text with the marks of this target taken off and without what only another one can read. */
export function cleanContent(
  content: readonly unknown[],
  message: RawReader,
  maker: string,
): { text: string; types: readonly unknown[]; lostThought: boolean } {
  const raw = message.member('content');
  const texts: string[] = [];
  const types: unknown[] = [];
  let lostThought = false;
  content.forEach((block, index) => {
    const reader = raw?.element(index);
    if (!reader) return;
    const text = isObject(block) && isTouched(block) ? cleanBlock(block, reader, maker) : reader.text;
    if (text === null) {
      lostThought = true;
      return;
    }
    texts.push(text);
    types.push(isObject(block) ? block.type : null);
  });
  return { text: replaceMember(message.text, 'content', `[${texts.join(',')}]`), types, lostThought };
}

/** Null for a block that goes. */
function cleanBlock(block: Block, raw: RawReader, maker: string): string | null {
  if (!isThought(block)) {
    const citations = Array.isArray(block.citations) ? block.citations : [];
    const kept = citations.flatMap((citation: unknown, index) =>
      isOurCitation(citation) ? [] : [raw.member('citations')?.element(index)?.text ?? ''],
    );
    return replaceMember(raw.text, 'citations', `[${kept.join(',')}]`);
  }
  const [name, kind] = proofOf(block);
  const proof = block[name];
  if (typeof proof !== 'string' || proof === '') return null;
  const signature = readSignature(proof, kind, null);
  if (signature.maker !== maker || signature.kind !== kind || signature.value === '') return null;
  return replaceMember(raw.text, name, JSON.stringify(signature.value));
}

function replaceMember(text: string, name: string, by: string): string {
  const edits = findMembers(text)
    .filter((member) => member.name === name)
    .map(({ valueStart: start, end }) => ({ start, end, text: by }));
  return applyEdits(text, edits);
}
