import type { RuleName } from '../exchange/answer-rules';
import { BudgetSpentError, createBudget } from './budget';
import type { CompiledRule } from './compile-rules';
import type { Asked } from './judging';
import { unreadableSchema } from './rules/json-schema';
import { unreadableTool } from './rules/tool-arguments';
import { readCallersSchema } from './schema/read-callers-schema';

/**
 * Could any answer to this request be judged? Asked before anything is sent, so that a schema that nobody's answer can be
 * held to is told to its caller and not tried on every target. Null where it can, and where it would take long to say.
 */
export function judgeRequest(rules: readonly CompiledRule[], asked: Asked): { rule: RuleName; reason: string } | null {
  const budget = createBudget();
  try {
    for (const { name, usesCallersSchema } of rules) {
      if (!usesCallersSchema) continue;
      if (name === 'json-schema' && asked.output.type === 'json-schema') {
        const reading = readCallersSchema(asked.output.schema, budget);
        if ('problem' in reading) return { rule: name, reason: unreadableSchema(reading.sentence).reason };
      }
      for (const tool of name === 'tool-arguments' ? asked.tools : []) {
        if (tool.type !== 'function' || tool.schema === null) continue;
        const reading = readCallersSchema(tool.schema, budget);
        if ('problem' in reading) return { rule: name, reason: unreadableTool(tool.name, reading.sentence).reason };
      }
    }
  } catch (error) {
    if (!(error instanceof BudgetSpentError)) throw error;
  }
  return null;
}
