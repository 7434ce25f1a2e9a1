import fs from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-api';
import { annotate, findReferences, findRuleProblems, importsNothing } from './rules.mjs';

const libraryFolder = path.dirname(fileURLToPath(import.meta.resolve('typescript-api')));
const contractFile = fileURLToPath(new URL('../policy.d.ts', import.meta.url));
const mostProblems = 50;

/** What every policy is typed by. */
export const contractText = fs.readFileSync(contractFile, 'utf8');

/** What QuickJS has; there is no DOM and no Node.js. */
export const options = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.es2023.d.ts', 'lib.es2024.object.d.ts', 'lib.es2024.collection.d.ts'],
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  noFallthroughCasesInSwitch: true,
  noImplicitReturns: true,
  skipLibCheck: true,
  removeComments: true,
  sourceMap: true,
};

/** Parsed once for all checks: they are most of a check's time. */
const libraries = new Map();

/**
 * The whole of a policy's check but its trial: syntax, rules and types, and then its JavaScript. Ends with `{ problems }` in the
 * order of the source, or with `{ code, lines, hasValidate }`, `lines` being the line of the source that a line comes from.
 */
export function checkSource(source) {
  const parsed = ts.createSourceFile('/policy.ts', source, options.target, true);
  const syntax = parsed.parseDiagnostics.map((diagnostic) => toProblem('syntax', diagnostic, parsed));
  if (syntax.length > 0) return { problems: syntax.slice(0, mostProblems) };
  // Before there is a program, which would follow them.
  const [reference] = findReferences(parsed);
  if (reference) return { problems: [problemAt('rule', reference.pos, importsNothing, parsed)] };

  const { text, toOriginal } = annotate(parsed);
  const output = {};
  const program = createProgram({ '/policy.ts': text, '/contract.ts': writeContract(parsed) }, output);
  const file = program.getSourceFile('/policy.ts');
  const rules = findRuleProblems(program.getTypeChecker(), file).map(({ node, message }) =>
    problemAt('rule', toOriginal(node.getStart(file)), message, parsed),
  );
  const problems = [...rules, ...findTypeProblems(program, file, toOriginal, parsed)];
  if (problems.length > 0) return { problems: problems.sort(inOrder).slice(0, mostProblems) };

  program.emit(file);
  const map = new SourceMap(JSON.parse(output['/policy.js.map']));
  const code = output['/policy.js'].replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  const lines = code.split('\n').map((_, line) => (map.findEntry(line, 1e6).originalLine ?? 0) + 1);
  return { code, lines, hasValidate: exportsOf(parsed).has('validate') };
}

function createProgram(sources, output) {
  const files = { '/policy.d.ts': contractText, ...sources };
  const read = (name) => files[name] ?? readLibrary(name);
  const host = {
    getSourceFile(name, target) {
      const known = libraries.get(name);
      if (known) return known;
      const text = read(name);
      if (text === undefined) return undefined;
      const file = ts.createSourceFile(name, text, target, true);
      if (!(name in files)) libraries.set(name, file);
      return file;
    },
    readFile: read,
    fileExists: (name) => name in files,
    writeFile: (name, text) => {
      output[name] = text;
    },
    getDefaultLibFileName: () => '/library/lib.d.ts',
    getDefaultLibLocation: () => '/library',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  return ts.createProgram(Object.keys(files), options, host);
}

/** Only TypeScript's own libraries can be read, whatever a policy refers to. */
export function readLibrary(name) {
  const [, library] = /^\/library\/(lib\.[a-z0-9.]+\.d\.ts)$/.exec(name) ?? [];
  return library === undefined ? undefined : fs.readFileSync(path.join(libraryFolder, library), 'utf8');
}

/** One line for each export that the contract knows, so that TypeScript itself says how it differs. */
function writeContract(parsed) {
  const exported = exportsOf(parsed);
  const lines = ["import * as policy from './policy';"];
  for (const [name, type] of Object.entries({ route: 'PolicyRoute', validate: 'PolicyValidate' }))
    lines.push(exported.has(name) ? `policy.${name} satisfies ${type};` : '');
  return lines.join('\n');
}

function findTypeProblems(program, file, toOriginal, parsed) {
  const own = program
    .getSemanticDiagnostics(file)
    // A module that cannot be found is an import, which the rules have told of.
    .filter(({ code }) => code !== 2307)
    .map((diagnostic) => problemAt('type', toOriginal(diagnostic.start ?? 0), wordsOf(diagnostic), parsed));
  const contract = program.getSourceFile('/contract.ts');
  const atExport = program.getSemanticDiagnostics(contract).map((diagnostic) => {
    const { line } = contract.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
    return problemAt(
      'type',
      exportsOf(parsed).get(line === 2 ? 'validate' : 'route') ?? 0,
      wordsOf(diagnostic),
      parsed,
    );
  });
  return [...own, ...atExport];
}

/** The names that are exported by a declaration of their own, and where they stand. */
function exportsOf(parsed) {
  const found = new Map();
  for (const statement of parsed.statements) {
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (isExported && ts.isFunctionDeclaration(statement) && statement.name)
      found.set(statement.name.text, statement.name.getStart(parsed));
    if (isExported && ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations)
        found.set(name.getText(parsed), name.getStart(parsed));
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
      for (const { name } of statement.exportClause.elements) found.set(name.text, name.getStart(parsed));
  }
  return found;
}

function toProblem(kind, diagnostic, parsed) {
  return problemAt(kind, diagnostic.start ?? 0, wordsOf(diagnostic), parsed);
}

function problemAt(kind, position, message, parsed) {
  const { line, character } = parsed.getLineAndCharacterOfPosition(position);
  return { kind, line: line + 1, column: character + 1, message };
}

function wordsOf(diagnostic) {
  return ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ').replace(/\s+/g, ' ').slice(0, 500);
}

function inOrder(one, other) {
  return one.line - other.line || one.column - other.column;
}
