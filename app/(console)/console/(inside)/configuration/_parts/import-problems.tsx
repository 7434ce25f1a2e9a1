'use client';

import type { RefObject } from 'react';
import { Callout } from '@/app/_ui/callout';
import type { ConfigurationProblem } from '@/lib/admin/contract';
import type { ActProblem } from '../../../../_act/done';

interface Props {
  problem: ActProblem | null;
  area: RefObject<HTMLTextAreaElement | null>;
}

/** Everything that is wrong with the text, each with its place; a press leads there. */
export function ImportProblems({ problem, area }: Props) {
  function goTo({ line, column }: ConfigurationProblem) {
    const text = area.current;
    if (!text || line === null) return;
    const lines = text.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    const end = start + (lines[line - 1]?.length ?? 0);
    text.focus();
    text.setSelectionRange(start + Math.max(0, (column ?? 1) - 1), end);
    text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, line - 4);
  }

  return (
    <div role="alert" id="import-problems" className="empty:hidden">
      {problem && (
        <Callout tone="bad" title={problem.problems.length > 0 ? 'The text cannot be used' : 'Not done'}>
          {problem.problems.length === 0 ? (
            <p className="whitespace-pre-line">{problem.message}</p>
          ) : (
            <ol className="space-y-2 text-sm">
              {problem.problems.map((one) => (
                <li key={`${one.line}:${one.column} ${one.path} ${one.message}`} className="break-words">
                  {one.line !== null && (
                    <button
                      type="button"
                      onClick={() => goTo(one)}
                      className="mr-1.5 text-accent tabular-nums underline decoration-accent/40 underline-offset-3"
                    >
                      line {one.line}, column {one.column}
                    </button>
                  )}
                  {one.path && <code className="text-xs">{one.path}: </code>}
                  {one.message}
                </li>
              ))}
            </ol>
          )}
        </Callout>
      )}
    </div>
  );
}
