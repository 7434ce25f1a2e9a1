import { isObject, parseJson } from '../../dialects/json-values';
import type { Budget } from '../budget';
import { type Check, SchemaProblem } from './check';
import { keywordsOfAny } from './keywords-of-any';
import { keywordsOfArrays } from './keywords-of-arrays';
import { keywordsOfNumbers } from './keywords-of-numbers';
import { keywordsOfObjects } from './keywords-of-objects';
import { keywordsOfTexts } from './keywords-of-texts';
import type { Keyword, Reader } from './reader';
import { openReader } from './reader';

/** Larger than any tool's; what is refused here could take longer to read than an answer to judge. */
export const MOST_SCHEMA_CHARACTERS = 200_000;

export type SchemaReading = { check: Check } | { problem: string; sentence: string };

/**
 * Reads a JSON schema from outside (draft 2020-12, and draft-07 where it says the same otherwise) into checks that generate
 * no code, fetch nothing, and spend a budget. Words that only describe (`title`, `format`, unknown ones) are passed over, as
 * the drafts say; a word that would forbid something and is not known here is refused, because to ignore it would be to
 * let through what it forbids. Our own because no validator on npm has a budget: Ajv compiles code, and @cfworker's runs
 * patterns on JavaScript's own engine and compares unique items pair by pair. Throws BudgetSpentError.
 */
export function readSchema(root: unknown, budget: Budget): SchemaReading {
  if (!isObject(root) && typeof root !== 'boolean') return ofTheWhole('is not a JSON schema: expected a JSON object');
  try {
    return { check: openReader(root, keywords, budget).sub(root, '') };
  } catch (error) {
    if (error instanceof SchemaProblem) return { problem: error.message, sentence: error.sentence };
    throw error;
  }
}

export function readSchemaText(text: string, budget: Budget): SchemaReading {
  if (text.length > MOST_SCHEMA_CHARACTERS) return ofTheWhole(`is longer than ${MOST_SCHEMA_CHARACTERS} characters`);
  budget.spend(text.length >> 2);
  return readSchema(parseJson(text), budget);
}

function ofTheWhole(words: string): SchemaReading {
  return { problem: words, sentence: `it ${words}` };
}

/** What would forbid something and is not read here. */
const refused: Keyword = (value, _schema, reader, at) =>
  value === true || (isObject(value) && Object.keys(value).length === 0)
    ? null
    : reader.refuse(at, 'is not supported here');

const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>(
  Object.entries({
    ...keywordsOfAny,
    ...keywordsOfTexts,
    ...keywordsOfNumbers,
    ...keywordsOfArrays,
    ...keywordsOfObjects,
    $dynamicRef: refused,
    $recursiveRef: refused,
    unevaluatedProperties: refused,
    unevaluatedItems: refused,
    $id: rootOnly,
    id: () => null,
  }),
);

/** An address inside a schema changes what its references mean. */
function rootOnly(_value: unknown, schema: object, reader: Reader, at: string): null {
  return schema === reader.root ? null : reader.refuse(at, 'is supported at the top of a schema only');
}
