import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One type of a policy's contract, as lib/policies/policy.d.ts declares it. */
export interface PolicyType {
  name: string;
  says: string;
  /** In order; empty for a type that is written in one line. */
  fields: readonly PolicyField[];
  /** What such a type stands for. */
  form: string | null;
}

export interface PolicyField {
  /** A function with its parentheses: `random()`. */
  name: string;
  takes: string;
  /** May it be missing? */
  isOptional: boolean;
  says: string;
}

/** The contract's own text: what editors are given. */
export function policyContract(): string {
  return readFileSync(path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/policies/policy.d.ts'), 'utf8');
}

/** Under `next dev` it is read anew each time. */
let read: readonly PolicyType[] | undefined;

export function policyTypes(): readonly PolicyType[] {
  if (process.env.NODE_ENV !== 'production') return readPolicyTypes(policyContract());
  read ??= readPolicyTypes(policyContract());
  return read;
}

export function policyType(name: string): PolicyType {
  const found = policyTypes().find((type) => type.name === name);
  if (!found) throw new Error(`lib/policies/policy.d.ts declares no ${name}`);
  return found;
}

const comment = String.raw`(?:^[ ]*\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?`;
const declared = new RegExp(String.raw`${comment}^(?:type (\w+) = ([^\n]*);|interface (\w+) \{\n([\s\S]*?)^\})$`, 'gm');
/** It ends where the next one begins, so that a field's own fields are part of what it takes. */
const member = new RegExp(
  String.raw`${comment}^  (?:readonly )?(\w+(?:\([^)\n]*\))?)(\??):\s([\s\S]*?);\n(?=  (?:\/\*\*|readonly |\w+\()|$(?![\s\S]))`,
  'gm',
);

/** By the file's own form, which the formatter keeps: TypeScript itself would be 100 MB for the sake of a page. */
export function readPolicyTypes(text: string): PolicyType[] {
  return [...text.matchAll(declared)].map(([, says = '', alias, form, name, body = '']) => ({
    name: name ?? alias ?? '',
    says: words(says),
    fields: [...body.matchAll(member)].map(readField),
    form: form ?? null,
  }));
}

function readField([, says = '', name = '', mark, type = '']: RegExpExecArray): PolicyField {
  const inner = [...type.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, said = '']) => words(said));
  return {
    name,
    takes: oneLine(type.replace(/\/\*\*[\s\S]*?\*\//g, '')),
    isOptional: mark === '?',
    says: [words(says), ...inner].filter(Boolean).join(' '),
  };
}

function words(said: string): string {
  return said
    .replace(/^\s*\*/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function oneLine(type: string): string {
  return words(type)
    .replace(/\breadonly /g, '')
    .replace(/^\| /, '')
    .replace(/; \}/g, ' }');
}
