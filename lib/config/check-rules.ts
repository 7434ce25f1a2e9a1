import { type DeclaredRule, type RuleName, ruleNames } from '../exchange/answer-rules';
import { compileRules } from '../validation/compile-rules';
import type { Problem } from './configuration-error';
import { type Entry, entriesOf, mappingOf, outlineOf, textOf } from './outline';

/** What a group says of its policy and of the rules for its answers: that the one goes with the other, and that rules compile. */
export function checkRules(document: unknown): Problem[] {
  return entriesOf(outlineOf(document), 'groups').flatMap((group) => [
    ...checkPolicy(group),
    ...entriesOf(mappingOf(group, 'validation'), 'rules').flatMap((rule) => checkRule(rule, group)),
  ]);
}

/** A policy is asked where the strategy is `script`, and nowhere else: one beside another strategy would do nothing. */
function checkPolicy(group: Entry): Problem[] {
  const { strategy, policy, policy_reads_text: readsText } = group.row;
  const complain = (key: string, message: string): Problem[] => [{ path: [...group.path, key], message }];
  if (strategy === 'script' && policy === undefined)
    return complain('policy', 'is missing: the strategy script asks it for the order');
  if (typeof policy === 'string' && typeof strategy === 'string' && strategy !== 'script')
    return complain(
      'policy',
      `is asked by the strategy script alone, and the strategy is ${strategy}; take one of them out`,
    );
  if (readsText === true && policy === undefined)
    return complain('policy_reads_text', 'there is no policy that could read it; take it out');
  return [];
}

function checkRule(rule: Entry, group: Entry): Problem[] {
  const name = textOf(rule, 'rule');
  if (!isRuleName(name)) return [];
  const stray = Object.entries(ownFields).flatMap(([key, owner]): Problem[] =>
    rule.row[key] === undefined || owner === name
      ? []
      : [{ path: [...rule.path, key], message: `goes with the rule ${owner} alone; take it out`, at: 'key' }],
  );
  if (stray.length > 0) return stray;
  if (name === 'regex' && rule.row.pattern === undefined)
    return [{ path: [...rule.path, 'pattern'], message: 'is missing' }];
  if (name === 'policy' && group.row.policy === undefined)
    return [{ path: [...rule.path, 'rule'], message: 'asks the group’s policy, and it has none; name one in policy' }];
  return compile(rule, name);
}

const ownFields: Readonly<Record<string, RuleName>> = { schema: 'json-schema', pattern: 'regex', must: 'regex' };

/** Of a field of the wrong kind the schema tells. */
function compile(rule: Entry, name: RuleName): Problem[] {
  const { pattern, schema } = rule.row;
  let declared: DeclaredRule;
  if (name === 'regex') {
    if (typeof pattern !== 'string' || pattern === '') return [];
    declared = { rule: name, pattern };
  } else if (name === 'json-schema' && schema !== undefined) {
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [];
    declared = { rule: name, schema: JSON.parse(JSON.stringify(schema)) };
  } else return [];
  const compiled = compileRules([declared]);
  if (compiled.ok) return [];
  return compiled.problems.map(({ field: [, ...field], message }) => ({ path: [...rule.path, ...field], message }));
}

function isRuleName(name: string | undefined): name is RuleName {
  return ruleNames.some((each) => each === name);
}
