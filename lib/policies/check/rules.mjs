import ts from 'typescript-api';

/** What the contract knows of each export's parameters. */
const parameterTypes = { route: ['PolicyContext'], validate: ['PolicyContext', 'PolicyAnswer'] };

/** What TypeScript's libraries declare and a policy has not. It is missing in the sandbox too; here its author is told. */
export const missing = {
  Date: 'A policy has no clock: context.now is the time, in milliseconds.',
  Promise: 'A policy cannot wait, so there are no promises.',
  Intl: 'Intl is not there in a policy.',
  SharedArrayBuffer: 'SharedArrayBuffer is not there in a policy.',
  Atomics: 'Atomics is not there in a policy.',
  WeakRef: 'WeakRef is not there in a policy.',
  FinalizationRegistry: 'FinalizationRegistry is not there in a policy.',
  eval: 'A policy makes no code: eval is not for it.',
  Function: 'A policy makes no code: Function is not for it.',
};

export const importsNothing = 'A policy imports nothing: what it knows is in its context.';

/** `/// <reference …>`, an import in a comment's clothes. */
export function findReferences(parsed) {
  return [...parsed.referencedFiles, ...parsed.typeReferenceDirectives, ...parsed.libReferenceDirectives];
}

/** The types of `route(context)` where nothing is said: a policy is checked as a whole, annotated or not. */
export function annotate(parsed) {
  const insertions = [];
  for (const [name, declared] of declaredFunctions(parsed)) {
    const types = parameterTypes[name] ?? [];
    const hasParentheses = declared.getChildren(parsed).some(({ kind }) => kind === ts.SyntaxKind.OpenParenToken);
    declared.parameters.forEach((parameter, index) => {
      const type = types[index];
      if (!type || parameter.type || parameter.initializer || parameter.questionToken || parameter.dotDotDotToken)
        return;
      if (!hasParentheses) insertions.push({ at: parameter.getStart(parsed), text: '(' });
      insertions.push({ at: parameter.name.getEnd(), text: `: ${type}${hasParentheses ? '' : ')'}` });
    });
  }
  insertions.sort((one, other) => one.at - other.at);
  let text = parsed.text;
  for (const insertion of insertions.toReversed())
    text = text.slice(0, insertion.at) + insertion.text + text.slice(insertion.at);
  return {
    text,
    toOriginal: (position) => toOriginal(position, insertions),
    toAnnotated: (position) =>
      insertions.reduce((sum, { at, text: added }) => (at < position ? sum + added.length : sum), position),
  };
}

function toOriginal(position, insertions) {
  let added = 0;
  for (const { at, text } of insertions) {
    if (at + added >= position) break;
    added += Math.min(text.length, position - at - added);
  }
  return position - added;
}

/** Exported functions and their names, where they are declared and exported at once. */
function* declaredFunctions(parsed) {
  for (const statement of parsed.statements) {
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isFunctionDeclaration(statement) && statement.name) yield [statement.name.text, statement];
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type, initializer } of statement.declarationList.declarations) {
      const isFunction = initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
      if (ts.isIdentifier(name) && !type && isFunction) yield [name.text, initializer];
    }
  }
}

/** What the language allows and a policy is not. Ends with the nodes at fault, each with words for its author. */
export function findRuleProblems(checker, file) {
  const problems = [...exportProblems(checker, file)];
  const visit = (node) => {
    const message = judge(checker, node);
    if (message) problems.push({ node, message });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return problems;
}

function* exportProblems(checker, file) {
  const symbol = checker.getSymbolAtLocation(file);
  const exported = symbol ? checker.getExportsOfModule(symbol) : [];
  for (const { name, declarations } of exported) {
    if (name in parameterTypes) continue;
    const shown = name === 'default' || name === 'export=' ? 'a default export' : name;
    yield { node: declarations?.[0] ?? file, message: `A policy exports route and validate, and not ${shown}.` };
  }
  const first = file.statements[0] ?? file;
  if (!exported.some(({ name }) => name === 'route'))
    yield { node: first, message: 'A policy exports a function route: export function route(context) { … }' };
}

function judge(checker, node) {
  const isImport =
    ts.isImportDeclaration(node) ||
    ts.isImportEqualsDeclaration(node) ||
    ts.isImportTypeNode(node) ||
    node.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isExportDeclaration(node) && node.moduleSpecifier);
  if (isImport && !ts.isImportDeclaration(node.parent ?? node)) return importsNothing;
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node))
    return 'A policy cannot wait: there is neither async nor await.';
  if (!ts.isIdentifier(node)) return undefined;
  if (node.text === 'random' && isMathRandom(node)) return 'A policy has no chance of its own: use context.random().';
  if (!Object.hasOwn(missing, node.text) || ts.isPartOfTypeNode(node)) return undefined;
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  const isLibrary =
    declarations.length > 0 && declarations.every((each) => each.getSourceFile().fileName.startsWith('/library/'));
  return isLibrary ? missing[node.text] : undefined;
}

function isMathRandom({ parent }) {
  return (
    ts.isPropertyAccessExpression(parent) && ts.isIdentifier(parent.expression) && parent.expression.text === 'Math'
  );
}
