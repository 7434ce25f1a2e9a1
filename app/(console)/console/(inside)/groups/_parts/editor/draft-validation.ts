import type { GroupState } from '@/lib/admin/groups/group-state';
import type { DraftRule, DraftValidation } from './draft';

type Validation = NonNullable<GroupState['validation']>;

export function draftValidation(validation: GroupState['validation']): DraftValidation {
  return {
    rules: (validation?.rules ?? []).map(({ rule, schema, pattern, must }, place) => ({
      ...{ key: `${place}-${rule}`, rule, pattern: pattern ?? '', must: must ?? 'match' },
      schema: schema === undefined ? '' : JSON.stringify(schema, null, 2),
    })),
    attempts: validation?.attempts?.toString() ?? '',
    onFailure: validation?.on_failure ?? 'error',
    bufferStreams: validation?.buffer_streams ?? false,
  };
}

/** Null where there is no rule: what stands beside them means nothing then. */
export function validationOf({ rules, attempts, onFailure, bufferStreams }: DraftValidation): Validation | null {
  if (rules.length === 0) return null;
  return {
    rules: rules.map(ruleOf),
    ...(attempts.trim() === '' ? {} : { attempts: Number(attempts) }),
    ...{ on_failure: onFailure, buffer_streams: bufferStreams },
  };
}

function ruleOf({ rule, schema, pattern, must }: DraftRule): Validation['rules'][number] {
  if (rule === 'json-schema' && schema.trim() !== '') return { rule, schema: readSchema(schema) };
  if (rule === 'regex') return { rule, pattern, ...(must === 'match' ? {} : { must }) };
  return { rule };
}

/** Text that is no JSON goes as it is, and is refused at its place. */
function readSchema(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return text as never;
  }
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
