'use client';

import { useEffect, useRef } from 'react';
import { type LimitDraft, limitsOfDraft } from './limit-draft';
import { labelName, limitLabels } from './limit-fields';
import { limitsInWords } from './limit-list';
import { LimitsFields } from './limits-fields';

interface Props {
  draft: LimitDraft;
  /** What is wrong, as `findWrong` tells it. */
  wrong: ReadonlyMap<string, string>;
  onChange(draft: LimitDraft): void;
}

/** The fields of limits among a form's others: folded, with what they come to, since most tokens have none of their own. */
export function FoldedLimits({ draft, wrong, onChange }: Props) {
  const folded = useRef<HTMLDetailsElement>(null);
  const isWrong = [...wrong.keys()].some((name) => name in limitLabels);

  useEffect(() => {
    if (isWrong && folded.current) folded.current.open = true;
  }, [isWrong]);

  return (
    <details ref={folded}>
      <summary className="cursor-pointer text-sm">
        <span className="font-medium">Limits:</span> {limitsInWords(limitsOfDraft(draft))}
      </summary>
      <div className="mt-4">
        <LimitsFields draft={draft} problemOf={(path) => wrong.get(labelName(path))} onChange={onChange} />
      </div>
    </details>
  );
}
