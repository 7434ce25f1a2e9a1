import { checkBounds } from './check-bounds';
import { checkNames } from './check-names';
import { checkPresets } from './check-presets';
import { checkReferences } from './check-references';
import { checkSense } from './check-sense';
import { ConfigurationError, type Problem, renderPath } from './configuration-error';
import type { Declared } from './declared';
import { explainIssue } from './explain-issue';
import { type KnownIds, nothingKnown } from './known-ids';
import { renderDeclared } from './render-declared';
import { documentSchema } from './schema';
import { checkSecrets, type Environment, type SecretSource } from './secrets';
import { type Locate, readYamlText } from './yaml-text';

export interface ReadOptions {
  /** What the file is called in messages. */
  file: string;
  /** Where the secrets are. */
  environment: Environment;
  /** The environment when left out. */
  secretsFrom?: SecretSource;
  /** What the store has; without it the file has to stand alone. */
  known?: KnownIds;
}

/** Reads a declared configuration, or throws one ConfigurationError that lists everything that is wrong with it. */
export function readDeclaredConfiguration(
  text: string,
  { file, environment, secretsFrom = 'environment', known = nothingKnown }: ReadOptions,
): { declared: Declared; locate: Locate } {
  const { value, problems, locate } = readYamlText(text);
  if (value === undefined) throw new ConfigurationError(file, problems);

  const parsed = documentSchema.safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => explainIssue(issue, value));
  const found = [
    ...problems,
    ...checkSecrets(value, environment, secretsFrom),
    ...issues,
    ...checkPresets(value),
    ...checkSense(value),
    ...checkBounds(value),
    ...checkNames(value, known),
    ...checkReferences(value, known),
  ];
  const placed = keepFirst(found).map((problem) => ({ ...problem, ...locate(problem.path, problem.at) }));
  const all = foldAliases(placed);
  if (!parsed.success || all.length > 0) throw new ConfigurationError(file, all);
  return { declared: renderDeclared(parsed.data, environment), locate };
}

/** One problem a place: what else is said of the same field follows from the first. */
function keepFirst(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ path }) => {
    const place = renderPath(path);
    return !seen.has(place) && seen.add(place);
  });
}

/** What is wrong in an anchor is told once, for the first of its aliases. */
function foldAliases(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ line, column, path, message }) => {
    const key = `${line}:${column} ${path.at(-1)} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
