import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, visit } from 'yaml';
import type { ConfigurationPath, Problem } from './configuration-error';
import { hideReferences } from './reference-text';
import { composeDocument } from './yaml-document';
import { locateNode } from './yaml-place';
import { readValue } from './yaml-value';

/** A YAML text as plain values, with the way back from a path to its place in the text. */
export interface YamlText {
  value: unknown;
  /** What is wrong with the text as YAML; its value is then not to be used. */
  problems: Problem[];
  locate: Locate;
}

export type Locate = (path: ConfigurationPath, at?: 'key') => { line: number; column: number };

/** Far above any true file (10,000 tokens are 2 MB), and read in seconds. */
export const maxTextLength = 16 * 1024 * 1024;

export function readYamlText(text: string): YamlText {
  if (text.length > maxTextLength) {
    const message = `the file is larger than ${maxTextLength / 1024 / 1024} MiB, the most that is read`;
    return {
      value: undefined,
      problems: [{ path: [], message, line: 1, column: 1 }],
      locate: () => ({ line: 1, column: 1 }),
    };
  }
  const lineCounter = new LineCounter();
  const document = composeDocument(hideReferences(text), lineCounter);
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document === 'too deep') {
    return {
      value: undefined,
      problems: [{ path: [], message: 'nested too deeply to be read', ...place(0) }],
      locate: () => place(0),
    };
  }
  const anchors = findAnchors(document.contents);
  const locate: Locate = (path, at) => place(locateNode(document.contents, anchors, path, at));

  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const problems = faults
      // One slip makes a hail of "unexpected token": the first is the true one.
      .filter((fault, index) => index === 0 || fault.code !== 'UNEXPECTED_TOKEN')
      .map((fault) => ({ path: [], message: explainYaml(fault.code, fault.message), ...place(fault.pos[0]) }));
    return { value: undefined, problems, locate };
  }
  const { value, problems } = readValue(document.contents, anchors);
  return { value, problems: problems.map((problem) => ({ ...problem, ...locate(problem.path, problem.at) })), locate };
}

/** Which node each alias stands for: the last anchor of its name before it, as YAML has it. */
function findAnchors(contents: Node | null): Map<Alias, Node> {
  const named = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  visit(contents, (_key, node) => {
    if (isAlias(node)) {
      const source = named.get(node.source);
      if (source) found.set(node, source);
    } else if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor) {
      named.set(node.anchor, node);
    }
  });
  return found;
}

/** The library's words, but for those that quote the text. */
function explainYaml(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'a second YAML document begins here; the file holds one';
  if (code === 'TAG_RESOLVE_FAILED') return 'a YAML tag ("!…") that is not known here; take it away, or quote the text';
  if (code === 'UNEXPECTED_TOKEN') return 'the YAML is broken here: something stands where it cannot';
  if (code === 'NON_STRING_KEY') return 'a key must be text';
  return `the YAML is broken here: ${(message.split(': ')[0] ?? message).replace(/ "[^"]*"$/, '')}`;
}
