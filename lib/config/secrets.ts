import { hashToken } from '../callers/hash-token';
import { type ConfigurationPath, type Problem, renderPath } from './configuration-error';
import { referencePattern } from './field-kinds';
import { entriesOf, outlineOf, textOf } from './outline';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the values of `${NAME}` come from, as whoever reads a message would look for them. */
export type SecretSource = 'environment' | 'fields';

/** That every `${NAME}` stands where it is filled in, and that what it stands for is there and can be what it should be. */
export function checkSecrets(
  document: unknown,
  environment: Environment,
  source: SecretSource = 'environment',
): Problem[] {
  const root = outlineOf(document);
  const tokens = entriesOf(root, 'callers').flatMap((caller) => entriesOf(caller, 'tokens'));
  const problems = entriesOf(root, 'providers').flatMap((provider) =>
    checkSecret([...provider.path, 'api_key'], textOf(provider, 'api_key'), {
      environment,
      source,
      explain: explainKey,
    }),
  );
  const holders = new Map<string, ConfigurationPath>();
  for (const token of tokens) {
    const reference = textOf(token, 'token');
    problems.push(...checkSecret([...token.path, 'token'], reference, { environment, source, explain: explainToken }));
    const value = expandSecret(reference ?? '', environment);
    const sha256 = value ? hashToken(value) : textOf(token, 'token_sha256')?.toLowerCase();
    if (!sha256) continue;
    const holder = holders.get(sha256);
    const path = [...token.path, value ? 'token' : 'token_sha256'];
    if (holder) problems.push({ path, message: `the very same token as ${renderPath(holder)}; each has its own` });
    else holders.set(sha256, token.path);
  }
  return [...problems, ...findStrayReferences(document)];
}

/** The names that a document asks the environment for: those in its secret fields, each once. */
export function findSecretNames(document: unknown): string[] {
  const root = outlineOf(document);
  const tokens = entriesOf(root, 'callers').flatMap((caller) => entriesOf(caller, 'tokens'));
  const references = [
    ...entriesOf(root, 'providers').map((provider) => textOf(provider, 'api_key')),
    ...tokens.map((token) => textOf(token, 'token')),
  ];
  return [...new Set(references.flatMap((reference) => referencePattern.exec(reference ?? '')?.[1] ?? []))];
}

/** The value of `${NAME}`, or nothing: what is empty is not set. */
export function expandSecret(reference: string, environment: Environment): string | undefined {
  const name = referencePattern.exec(reference)?.[1];
  return (name && environment[name]) || undefined;
}

interface Sought {
  environment: Environment;
  source: SecretSource;
  explain: (name: string, value: string) => string | undefined;
}

function checkSecret(
  path: ConfigurationPath,
  reference: string | undefined,
  { environment, source, explain }: Sought,
): Problem[] {
  const name = referencePattern.exec(reference ?? '')?.[1];
  if (!name) return [];
  const value = environment[name];
  const message = value ? explain(name, value) : explainNothing(name, value, source);
  return message ? [{ path, message }] : [];
}

function explainNothing(name: string, value: string | undefined, source: SecretSource): string {
  if (source === 'fields') return `the field ${name} is empty: fill it in under “Secrets that the text asks for”`;
  return `the environment variable ${name} is ${value === '' ? 'empty' : 'not set'}`;
}

function explainKey(name: string, value: string): string | undefined {
  if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return undefined;
  return `the value of ${name} has a line end, a space around it or another character that no header can carry`;
}

function explainToken(name: string, value: string): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(value))
    return `the value of ${name} has a space, a line end or another character that no token has`;
  if (!value.startsWith('rtr_')) return `the value of ${name} is no caller token: it has to begin with "rtr_"`;
  if (value.length < 40) return `the value of ${name} is too short: a caller token has 40 characters or more`;
  return value.length > 512 ? `the value of ${name} is too long: a caller token has 512 characters at most` : undefined;
}

/** Elsewhere a `${NAME}` would be taken as it is written. In a title or a description it may be meant so. */
function findStrayReferences(document: unknown): Problem[] {
  const problems: Problem[] = [];
  const walk = (value: unknown, path: ConfigurationPath) => {
    if (typeof value === 'string') {
      const field = path.filter((part) => typeof part === 'string').join('.');
      if (field === 'providers.api_key' || field === 'callers.tokens.token') return;
      const isProse = /(title|description)$/.test(field);
      if (!(isProse ? referencePattern : /\$\{\w*\}/).test(value)) return;
      problems.push({
        path,
        message: `a \${NAME} is filled in only in api_key and token; write the value itself here`,
      });
    } else if (typeof value === 'object' && value !== null) {
      const list = Array.isArray(value);
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, list ? Number(key) : key]);
    }
  };
  walk(document, []);
  return problems;
}
