import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, lineNumbers, type Tooltip } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { PolicyProblem } from '@/lib/admin/contract/policies';
import type { VerbAnswer } from '@/lib/admin/verbs';

export interface Entry {
  name: string;
  kind: string;
  detail: { type: string; about: string };
}

interface Options {
  parent: HTMLElement;
  source: string;
  label: string;
  onChange(source: string): void;
  /** What may stand at an offset of the source. */
  complete(source: string, position: number): Promise<readonly Entry[]>;
  /** What stands there; null for nothing. */
  explain(source: string, position: number): Promise<Described | null>;
}

type Described = NonNullable<VerbAnswer<'policies.describe'>['described']>;

/** The editor of a policy's source. Tab leaves it, as in any field; Ctrl or Cmd with ] and [ indent. */
export function openEditor({ parent, source, label, onChange, complete, explain }: Options): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: source,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        indentOnInput(),
        indentUnit.of('  '),
        bracketMatching(),
        javascript({ typescript: true }),
        syntaxHighlighting(colours),
        autocompletion({ override: [(context) => offer(context, complete)] }),
        hoverTooltip((view, position) => tell(view, position, explain), { hoverTime: 400 }),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        look,
      ],
    }),
  });
}

/** Marks what is wrong where it stands; what is about the whole stands in the list below the editor alone. */
export function showProblems(view: EditorView, problems: readonly PolicyProblem[]): void {
  const { doc } = view.state;
  const diagnostics = problems.flatMap(({ line, column, message }): Diagnostic[] => {
    if (line === null || line > doc.lines) return [];
    const { from: start, to: end } = doc.line(line);
    const from = Math.min(end, start + (column ?? 1) - 1);
    const word = /^[\w$]+|^./.exec(doc.sliceString(from, end))?.[0].length ?? 0;
    return [{ from, to: Math.min(end, from + word), severity: 'error', message }];
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

export function goToLine(view: EditorView, line: number): void {
  const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
  view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
  view.focus();
}

async function offer(context: CompletionContext, complete: Options['complete']) {
  const word = context.matchBefore(/[\w$]*/);
  const isAfterDot = context.matchBefore(/\.[\w$]*/) !== null;
  if (!context.explicit && !isAfterDot && (!word || word.from === word.to)) return null;
  const entries = await complete(context.state.doc.toString(), context.pos);
  if (context.aborted || entries.length === 0) return null;
  const typed = word?.text ?? '';
  const isAllThere = isAfterDot || typed !== '';
  return {
    from: word?.from ?? context.pos,
    // The server gives what begins with what is typed, and of all names there are only the first.
    validFor: (text: string) => isAllThere && text.startsWith(typed) && /^[\w$]*$/.test(text),
    options: entries.map(({ name, kind, detail }) => ({
      label: name,
      type: kinds[kind] ?? 'variable',
      ...(detail.type ? { info: () => tellDetail(detail) } : {}),
    })),
  };
}

async function tell(view: EditorView, position: number, explain: Options['explain']): Promise<Tooltip | null> {
  const source = view.state.doc.toString();
  const described = await explain(source, position);
  // What was typed meanwhile has moved it.
  if (!described || view.state.doc.toString() !== source) return null;
  return { pos: described.from, end: described.to, above: true, create: () => ({ dom: tellDetail(described.detail) }) };
}

function tellDetail({ type, about }: Entry['detail']): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-detail';
  const code = document.createElement('code');
  code.textContent = type;
  box.append(code);
  if (about) box.append(Object.assign(document.createElement('p'), { textContent: about }));
  return box;
}

/** TypeScript's kinds by the editor's signs. */
const kinds: Readonly<Record<string, string>> = {
  property: 'property',
  method: 'method',
  function: 'function',
  'local function': 'function',
  const: 'constant',
  let: 'variable',
  parameter: 'variable',
  keyword: 'keyword',
  interface: 'interface',
  type: 'type',
  class: 'class',
};

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--code-comment)' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.controlKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-function)' },
  { tag: [tags.typeName, tags.className, tags.propertyName], color: 'var(--code-name)' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--code)', color: 'var(--ink)', fontSize: '0.8125rem' },
  // The frame around it has the outline: within, the gutter would lie over it.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono, monospace)',
    lineHeight: '1.65',
    minHeight: '22rem',
    maxHeight: '38rem',
  },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-wash)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '0.375rem',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--accent-ink)',
  },
  '.cm-completionInfo': { maxWidth: '24rem', padding: '0.5rem 0.75rem' },
  '.cm-tooltip-hover .cm-detail': { maxWidth: 'min(32rem, 90vw)', padding: '0.5rem 0.75rem' },
  '.cm-detail code': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '.cm-diagnostic': { borderLeftColor: 'var(--bad)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--sunken)', outline: '1px solid var(--line-strong)' },
});
