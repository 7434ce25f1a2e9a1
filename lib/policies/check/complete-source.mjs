import ts from 'typescript-api';
import { contractText, options, readLibrary } from './check-source.mjs';
import { annotate, missing } from './rules.mjs';

const mostEntries = 100;
/** Each takes some milliseconds; what stands further down is typed for first. */
const mostDetails = 30;

/** One for all calls: TypeScript keeps what it knows of its own libraries, and reads again only what changed. */
const files = new Map([['/policy.d.ts', { text: contractText, version: '1' }]]);
let versions = 1;
let service;

/**
 * What may stand at a place of a source, which may be unfinished: names that begin with what is typed, with their kinds, the
 * likeliest first. `position` is an offset in UTF-16 units.
 */
export function completeSource(source, position) {
  const { toAnnotated } = open(source);
  const found = service.getCompletionsAtPosition('/policy.ts', toAnnotated(position), {
    includeCompletionsWithInsertText: false,
  });
  const typed = /[\p{ID_Continue}$]*$/u.exec(source.slice(0, position))?.[0].toLowerCase() ?? '';
  const entries = (found?.entries ?? [])
    .filter(({ name }) => name.toLowerCase().startsWith(typed))
    .filter(({ name }) => found.isMemberCompletion || !Object.hasOwn(missing, name))
    .toSorted((one, other) => (one.sortText < other.sortText ? -1 : 1));
  return entries.slice(0, mostEntries).map(({ name, kind }, place) => ({
    ...{ name, kind },
    detail: place < mostDetails ? detailOf(name, position, toAnnotated) : { type: '', about: '' },
  }));
}

/** What stands at a place of a source: `{ from, to, detail }`, offsets in UTF-16 units; null where that is nothing. */
export function describeSource(source, position) {
  const { toAnnotated, toOriginal } = open(source);
  const found = service.getQuickInfoAtPosition('/policy.ts', toAnnotated(Math.min(position, source.length)));
  if (!found) return null;
  const { start, length } = found.textSpan;
  return { from: toOriginal(start), to: toOriginal(start + length), detail: wordsOf(found) };
}

function open(source) {
  const annotated = annotate(ts.createSourceFile('/policy.ts', source, options.target, true));
  versions += 1;
  files.set('/policy.ts', { text: annotated.text, version: String(versions) });
  service ??= ts.createLanguageService(host);
  return annotated;
}

function detailOf(name, position, toAnnotated) {
  const details = service.getCompletionEntryDetails(
    '/policy.ts',
    toAnnotated(position),
    name,
    {},
    undefined,
    {},
    undefined,
  );
  return wordsOf(details);
}

function wordsOf({ displayParts = [], documentation = [] } = {}) {
  const text = ts.displayPartsToString(displayParts);
  const about = ts.displayPartsToString(documentation);
  return { type: text.slice(0, 300), about: about.slice(0, 500) };
}

const host = {
  getScriptFileNames: () => [...files.keys()],
  getScriptVersion: (name) => files.get(name)?.version ?? '1',
  getScriptSnapshot(name) {
    const text = files.get(name)?.text ?? readLibrary(name);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => '/',
  getCompilationSettings: () => options,
  getDefaultLibFileName: () => '/library/lib.d.ts',
  fileExists: (name) => files.has(name) || readLibrary(name) !== undefined,
  readFile: (name) => files.get(name)?.text ?? readLibrary(name),
};
