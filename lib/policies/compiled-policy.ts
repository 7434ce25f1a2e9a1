/** A policy as it is published: checked, stripped of its types and tried. Plain values, to keep in the store and the snapshot. */
export interface CompiledPolicy {
  /** SHA-256 of its code. */
  digest: string;
  /** JavaScript, the body of a CommonJS module. */
  code: string;
  /** Which line of its source each line of the code comes from. */
  lines: readonly number[];
  hasValidate: boolean;
}

export const policyLimits = {
  sourceBytes: 64 * 1024,
  deadlineMs: 20,
  /** Of `context.request.text` and `answer.text`, in UTF-16 units. */
  textLength: 100_000,
  labelLength: 64,
  reasonLength: 200,
} as const;
