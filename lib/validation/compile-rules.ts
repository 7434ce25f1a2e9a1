import type { DeclaredRule, RuleName } from '../exchange/answer-rules';
import type { Rule } from './judging';
import { finished } from './rules/finished';
import { json } from './rules/json';
import { compileJsonSchema } from './rules/json-schema';
import { nonEmpty } from './rules/non-empty';
import { compileRegex } from './rules/regex';
import { toolArguments } from './rules/tool-arguments';

/** A group's rules, ready to judge by: made when they are saved or loaded, and never while a request waits. */
export interface CompiledRule {
  name: RuleName;
  judge: Rule;
  /** Is it held against what the request itself carries? */
  usesCallersSchema: boolean;
}

/** What is wrong with a rule as it was declared; the message goes on after the field's name. */
export interface RuleProblem {
  /** From the list of rules: `[2, 'pattern']`. */
  field: readonly (string | number)[];
  message: string;
}

export type CompiledRules =
  | { ok: true; rules: readonly CompiledRule[] }
  | { ok: false; problems: readonly RuleProblem[] };

export function compileRules(declared: readonly DeclaredRule[]): CompiledRules {
  const rules: CompiledRule[] = [];
  const problems: RuleProblem[] = [];
  for (const [place, rule] of declared.entries()) {
    // Whoever judges asks the policy itself: it takes a sandbox.
    if (rule.rule === 'policy') continue;
    const compiled = compileRule(rule);
    if ('problem' in compiled) problems.push({ field: [place, fieldOf(rule)], message: compiled.problem });
    else rules.push({ name: rule.rule, judge: compiled.rule, usesCallersSchema: usesCallersSchema(rule) });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rules };
}

function compileRule(declared: Exclude<DeclaredRule, { rule: 'policy' }>): { rule: Rule } | { problem: string } {
  switch (declared.rule) {
    case 'non-empty':
      return { rule: nonEmpty };
    case 'finished':
      return { rule: finished };
    case 'json':
      return { rule: json };
    case 'json-schema':
      return compileJsonSchema(declared.schema);
    case 'tool-arguments':
      return { rule: toolArguments };
    case 'regex':
      return compileRegex(declared.pattern, declared.must ?? 'match');
  }
}

function usesCallersSchema(declared: DeclaredRule): boolean {
  return declared.rule === 'tool-arguments' || (declared.rule === 'json-schema' && declared.schema === undefined);
}

function fieldOf({ rule }: DeclaredRule): string {
  return rule === 'regex' ? 'pattern' : rule === 'json-schema' ? 'schema' : 'rule';
}
