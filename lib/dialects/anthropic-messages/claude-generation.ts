import type { Quirk } from '../../exchange/quirks';

/** What a model takes that others in the same dialect refuse. */
export interface Generation {
  /** `thinking.budget_tokens`, and neither `adaptive` nor an effort. */
  takesBudgets: boolean;
  /** `temperature`, `top_p` and `top_k`. */
  takesSampling: boolean;
  /** The effort `xhigh`. */
  takesXhigh: boolean;
}

/**
 * Anthropic's models differ in what they refuse: adaptive thinking and efforts came with 4.6, and 4.7 took sampling and
 * budgets away (https://platform.claude.com/docs/en/about-claude/models/migration-guide). Their names say their version.
 * What is no Claude is taken to be like the newest that still samples, unless a quirk says otherwise.
 */
export function generationOf(model: string, quirks: ReadonlySet<Quirk>): Generation {
  const version = versionOf(model);
  return {
    takesBudgets: quirks.has('thinking-budgets') || (version !== null && version < 4.06),
    takesSampling: version === null || version < 4.07,
    takesXhigh: version !== null && version >= 4.07,
  };
}

/** 4.05 for `claude-haiku-4-5-20251001`, 4 for `claude-sonnet-4-20250514`, null where the name is not Claude's. */
function versionOf(model: string): number | null {
  if (!/claude/i.test(model)) return null;
  const [, major, minor] = /claude-(?:[a-z]+-)?(\d+)(?:[-.](\d{1,2})(?!\d))?/i.exec(model) ?? [];
  // A Claude without a number is a preview of what comes next.
  return major === undefined ? Number.POSITIVE_INFINITY : Number(major) + Number(minor ?? 0) / 100;
}
