import { z } from 'zod';
import { type CompiledPolicy, policyLimits } from './compiled-policy';
import type { CallFailure, CallOutcome } from './sandbox/call';

/** Why a policy gave no decision: what the sandbox says, or `bad-answer` for one that the contract does not know. */
export interface PolicyFailure {
  kind: CallFailure | 'bad-answer';
  /** For an administrator: one line. It may hold what the policy chose to say, and so what it was told. */
  message: string;
  /** The line of the policy's source, where it is known. */
  line: number | null;
}

/** What the sandbox's prelude says. Read as strictly as anything from outside: a policy may have got hold of its words. */
const said = z.object({
  order: z.array(z.number().int().nonnegative()).max(10_000).optional(),
  valid: z.boolean().optional(),
  label: z.string().optional(),
  reason: z.string().optional(),
  bad: z.string().optional(),
  threw: z.object({ message: z.string(), stack: z.string().optional() }).optional(),
  lines: z.array(z.string()).max(100).default([]),
});
type Said = z.infer<typeof said>;

const mostSaid = 1_000_000;
const messageLength = 300;

/** An order names each target once, the first time it is named; an empty one refuses the request. */
export function readDecision(outcome: CallOutcome, policy: CompiledPolicy, targets: number) {
  const { lines, failure, words } = readSaid(outcome, policy);
  if (failure) return { outcome: 'failed', failure, lines } as const;
  const { label, reason } = readWords(words);
  if (!words.order) return { outcome: 'ordered', order: null, label, reason, lines } as const;
  if (words.order.some((index) => index >= targets)) return { ...badAnswer('targets names none of them'), lines };
  const order = [...new Set(words.order)];
  if (order.length === 0) return { outcome: 'refused', label, reason, lines } as const;
  return { outcome: 'ordered', order, label, reason, lines } as const;
}

export function readVerdict(outcome: CallOutcome, policy: CompiledPolicy) {
  const { lines, failure, words } = readSaid(outcome, policy);
  if (failure) return { outcome: 'failed', failure, lines } as const;
  if (words.valid === undefined) return { ...badAnswer('validate says neither true nor false'), lines };
  return { outcome: words.valid ? 'valid' : 'invalid', reason: readWords(words).reason, lines } as const;
}

function readSaid(outcome: CallOutcome, policy: CompiledPolicy) {
  if (outcome.failed) {
    const message = oneLine(failureWords[outcome.failed](outcome.message), messageLength);
    return { lines: [], failure: { kind: outcome.failed, message, line: null }, words: null } as const;
  }
  const words = parseSaid(outcome.said);
  if (!words)
    return { lines: [], failure: badAnswer('it is not what the contract knows').failure, words: null } as const;
  const lines = words.lines.map((line) => oneLine(line, 1_000));
  if (words.threw) {
    const message = oneLine(words.threw.message, messageLength);
    return {
      lines,
      failure: { kind: 'threw', message, line: lineOf(words.threw.stack, policy) },
      words: null,
    } as const;
  }
  if (words.bad !== undefined) return { lines, failure: badAnswer(words.bad).failure, words: null } as const;
  return { lines, failure: null, words } as const;
}

const failureWords: Record<CallFailure, (message: string) => string> = {
  threw: (message) => message,
  overran: () => 'it was ended at its deadline',
  'out-of-memory': () => 'it was ended: it wanted more memory than a policy has',
  crashed: () => 'it was ended: it took the sandbox with it',
  suspended: () => 'it is suspended for a while: it has overrun again and again',
  overloaded: () => 'too many calls waited for the sandbox',
  'too-large': () => 'what it would be told is more than a policy has memory for',
  unavailable: () => 'there is no sandbox to run it in',
};

function parseSaid(text: string): Said | null {
  if (text.length > mostSaid) return null;
  try {
    return said.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // The prelude speaks JSON; a policy that tampered with JSON may have made it speak otherwise.
    return null;
  }
}

function readWords({ label, reason }: Said) {
  return {
    label: label === undefined ? null : oneLine(label, policyLimits.labelLength),
    reason: reason === undefined ? null : oneLine(reason, policyLimits.reasonLength),
  };
}

function badAnswer(message: string): { outcome: 'failed'; failure: PolicyFailure } {
  return { outcome: 'failed', failure: { kind: 'bad-answer', message: oneLine(message, messageLength), line: null } };
}

/** No line breaks, no control characters, nothing that turns the direction of what follows: it goes into logs and pages. */
function oneLine(text: string, length: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  // Half of a surrogate pair, its own or left by the cut, is no text.
  return line.slice(0, length).replace(/\p{Cs}/gu, '');
}

function lineOf(stack: string | undefined, { lines }: CompiledPolicy): number | null {
  const place = /\bpolicy\.js:(\d+)/.exec(stack ?? '')?.[1];
  return place === undefined ? null : (lines[Number(place) - 1] ?? null);
}
