import type { FinishReason } from '../../exchange/events';

export function parseFinishReason(reason: string, hadCall: boolean): FinishReason {
  if (reason === 'MAX_TOKENS') return 'length';
  if (heldBack.test(reason)) return 'content-filter';
  return hadCall ? 'tool-calls' : 'stop';
}

/** Something was held back: of the answer, or of the prompt (`promptFeedback.blockReason`). */
const heldBack =
  /^(?:\w*SAFETY|RECITATION|\w*_RECITATION|LANGUAGE|BLOCKLIST|\w*PROHIBITED_CONTENT|SPII|OTHER|JAILBREAK|MODEL_ARMOR)$/;

/** What Gemini itself calls broken is a failure of the answer and not an end of it: another try may mend it. */
export const failedReasons: ReadonlySet<string> = new Set([
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
  'MISSING_THOUGHT_SIGNATURE',
]);
