import type { Relay } from '../dialect';
import { applyEdits, type Edit, findMembers } from '../json-members';
import { isObject, parseJson } from '../json-values';
import { readRaw } from '../raw-reader';
import { sameHeaders } from './headers';
import { isMessage } from './parse-answer';
import { renderSameRequest } from './pass-through-request';
import { openSameStream } from './pass-through-stream';
import { markText } from './same-marks';
import { parseUsage } from './usage';

/** Both ends speak Messages: the bytes of one are the bytes of the other but for the model's name and the marks of rule 9. */
export const passThrough: Relay = {
  path: () => '/messages',
  headers: sameHeaders,
  renderRequest: renderSameRequest,
  relayAnswer(text, { request, marks, maker }) {
    const body = parseJson(text);
    if (!isMessage(body)) return null;
    const members = findMembers(text);
    const edits: Edit[] = [];
    for (const { name, valueStart: start, end } of members) {
      if (name === 'model') edits.push({ start, end, text: JSON.stringify(request.model) });
      if (name === 'content' && marks)
        edits.push({ start, end, text: markContent(text.slice(start, end), body.content, maker) });
    }
    return { text: applyEdits(text, edits), usage: parseUsage(body.usage) };
  },
  openStream: openSameStream,
};

/** The blocks' own text, with each signature and cipher under its maker's mark. */
function markContent(text: string, content: readonly unknown[], maker: string): string {
  const isSigned = (block: unknown) =>
    isObject(block) && (block.type === 'thinking' || block.type === 'redacted_thinking');
  if (!content.some(isSigned)) return text;
  const raw = readRaw(text);
  const blocks = content.map((block, index) => {
    const blockText = raw.element(index)?.text ?? '';
    return isObject(block) && isSigned(block) ? markText(blockText, block, maker) : blockText;
  });
  return `[${blocks.join(',')}]`;
}
