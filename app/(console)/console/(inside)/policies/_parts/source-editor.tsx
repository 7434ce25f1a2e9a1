'use client';

import type { EditorView } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { PolicyProblem } from '@/lib/admin/contract/policies';
import { act } from '../../../../_act/act';

export interface SourceEditorHandle {
  goToLine(line: number): void;
  replace(source: string): void;
}

interface Props {
  /** What it begins with; afterwards the editor has the text. */
  source: string;
  problems: readonly PolicyProblem[];
  onChange(source: string): void;
  ref: Ref<SourceEditorHandle>;
}

/** Loaded when it is first shown: no other page of the console carries it. */
export function SourceEditor({ source, problems, onChange, ref }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ onChange, problems });
  latest.current = { onChange, problems };
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');

  // Once: what is edited is the editor's own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let isGone = false;
    import('./code-mirror')
      .then(({ openEditor }) => {
        if (isGone || !place.current) return;
        const label = 'Source of the policy, TypeScript';
        const complete = async (text: string, position: number) => {
          const done = await act('policies.complete', { source: text || ' ', position });
          return done.ok ? done.answer.data : [];
        };
        const explain = async (text: string, position: number) => {
          const done = await act('policies.describe', { source: text || ' ', position }).catch(() => null);
          return done?.ok ? done.answer.described : null;
        };
        const onEdit = (text: string) => latest.current.onChange(text);
        view.current = openEditor({ parent: place.current, source, label, onChange: onEdit, complete, explain });
        setState('ready');
      })
      .catch(() => setState('failed'));
    return () => {
      isGone = true;
      view.current?.destroy();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    if (state !== 'ready') return;
    import('./code-mirror').then(({ showProblems }) => view.current && showProblems(view.current, problems));
  }, [state, problems]);

  useImperativeHandle(ref, () => ({
    goToLine: (line) => import('./code-mirror').then((made) => view.current && made.goToLine(view.current, line)),
    replace(text) {
      const { current } = view;
      current?.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
    },
  }));

  return (
    <div className="overflow-hidden rounded-lg border border-field focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-1">
      <div ref={place} />
      {state === 'loading' && (
        <pre className="max-h-96 min-h-88 overflow-auto bg-code px-4 py-3 font-mono text-[0.8125rem] text-muted">
          {source}
        </pre>
      )}
      {state === 'failed' && (
        <p role="alert" className="p-4 text-bad text-sm">
          The editor could not be loaded. Load the page again.
        </p>
      )}
    </div>
  );
}
