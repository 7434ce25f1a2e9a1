'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import type { Limits } from '@/lib/exchange/limits';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { compareLimits, draftLimits, limitsOfDraft, tellLimit } from '../../../../_ui/limits/limit-draft';
import { labelName, limitLabels } from '../../../../_ui/limits/limit-fields';
import { LimitsFields } from '../../../../_ui/limits/limits-fields';
import { findWrong } from '../../../../_ui/wrong-fields';
import { useHolder } from './use-holder';

/** What all tokens of a project may use together. */
export function EditLimits({ project, limits }: { project: string; limits: Limits | null }) {
  const say = useToast();
  const { change, pending, problem, clear } = useHolder({ kind: 'project', project });
  const [draft, setDraft] = useState(() => draftLimits(limits));
  const wrong = findWrong(problem, limitLabels).fields;
  const mine = limitsOfDraft(draft);
  const changes = compareLimits(limits, mine);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (await change({ limits: mine }))
      say({ tone: 'good', title: 'Saved', description: 'They hold within a second.' });
  }

  function discard() {
    setDraft(draftLimits(limits));
    clear();
  }

  return (
    <form onSubmit={save} noValidate className="space-y-5" aria-label="Limits of the project">
      <LimitsFields draft={draft} problemOf={(path) => wrong.get(labelName(path))} onChange={setDraft} />
      {changes.length > 0 && (
        <section aria-label="What would change" className="space-y-3">
          <ul className="space-y-1 text-sm">
            {changes.map((one) => (
              <li key={one.path}>
                {one.label}: {tellLimit(one, one.to)}; until now {tellLimit(one, one.from)}.
              </li>
            ))}
          </ul>
          <ActProblemNote problem={problem} labels={limitLabels} marks />
          <div className="flex gap-2">
            <Button type="submit" look="primary" pending={pending}>
              Save the limits
            </Button>
            <Button onClick={discard}>Discard</Button>
          </div>
        </section>
      )}
    </form>
  );
}
