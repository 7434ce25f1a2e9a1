'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { HeadCell, Table } from '@/app/_ui/table';
import type { TargetChoice } from '@/lib/admin/groups/asked';
import { sharesByWeight } from '@/lib/admin/groups/meant-share';
import { type DraftTarget, shareOfDraft } from './draft';
import { groupLabels, problemsWithin } from './problems-by-field';
import { Section, type SectionProps } from './section';
import { TargetPicker } from './target-picker';
import { type MoveButton, TargetRow } from './target-row';

/** Which models requests go to, in which order, and how much of them each gets. */
export function TargetsSection({
  draft,
  change,
  problems,
  choices,
}: SectionProps & { choices: readonly TargetChoice[] }) {
  const { targets, strategy } = draft;
  const [said, setSaid] = useState('');
  const [focus, setFocus] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const wrongId = useId();
  const wrong = problemsWithin(problems, 'targets');

  // A row that moved has lost the focus that its button had.
  useEffect(() => {
    if (focus === null) return;
    body.current?.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
    setFocus(null);
  }, [focus]);

  const set = (index: number, some: Partial<DraftTarget>) =>
    change({ targets: targets.map((target, at) => (at === index ? { ...target, ...some } : target)) });

  function move(index: number, by: -1 | 1) {
    const place = index + by;
    const moved = targets[index];
    if (!moved || place < 0 || place >= targets.length) return;
    change({ targets: targets.toSpliced(index, 1).toSpliced(place, 0, moved) });
    const name = `${moved.provider}/${moved.model}`;
    setSaid(`${name} is at place ${place + 1} of ${targets.length}`);
    const isAtEnd = by < 0 ? place === 0 : place === targets.length - 1;
    const button: MoveButton = by < 0 === isAtEnd ? 'down' : 'up';
    setFocus(`${button} ${name}`);
  }

  function remove(index: number) {
    const gone = targets[index];
    change({ targets: targets.toSpliced(index, 1) });
    if (gone) setSaid(`${gone.provider}/${gone.model} is taken out`);
    const next = targets[index + 1] ?? targets[index - 1];
    if (next) setFocus(`remove ${next.provider}/${next.model}`);
  }

  return (
    <Section
      title="Targets"
      about="The models that requests for this group go to. One has to be there; any can be switched off."
    >
      <div className="space-y-4">
        {targets.length > 0 ? (
          <Table label="Targets of this group">
            <thead>
              <tr>
                <HeadCell>Order</HeadCell>
                <HeadCell>Target</HeadCell>
                {strategy === 'failover' && <HeadCell>Priority</HeadCell>}
                <HeadCell>Weight</HeadCell>
                {sharesByWeight(strategy) && <HeadCell numeric>Share</HeadCell>}
                <HeadCell>On</HeadCell>
                <HeadCell>
                  <span className="sr-only">Take out</span>
                </HeadCell>
              </tr>
            </thead>
            <tbody ref={body}>
              {targets.map((target, index) => (
                <TargetRow
                  key={`${target.provider}/${target.model}`}
                  target={target}
                  choice={choices.find(({ provider, model }) => provider === target.provider && model === target.model)}
                  wrong={
                    new Set(problemsWithin(problems, `targets[${index}]`).map(([path]) => path.split('.')[1] ?? ''))
                  }
                  wrongId={wrongId}
                  share={sharesByWeight(strategy) ? shareOfDraft(target, draft) : undefined}
                  hasPriority={strategy === 'failover'}
                  isFirst={index === 0}
                  isLast={index === targets.length - 1}
                  onChange={(some) => set(index, some)}
                  onMove={(by) => move(index, by)}
                  onRemove={() => remove(index)}
                />
              ))}
            </tbody>
          </Table>
        ) : (
          <p className="text-muted text-sm">No target yet: choose a model below.</p>
        )}
        <div id={wrongId} role="alert" className="text-bad text-sm empty:hidden">
          {wrong.map(([path, words]) => (
            <p key={path}>{tellTarget(path, words, targets)}</p>
          ))}
        </div>
        <TargetPicker
          choices={choices}
          taken={targets}
          onPick={({ provider, model }) => {
            change({
              targets: [...targets, { provider, model, weight: '1', priority: nextPriority(targets), enabled: true }],
            });
            setSaid(`${provider}/${model} is added`);
          }}
        />
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
    </Section>
  );
}

/** What is wrong with a target, with which one it is. */
function tellTarget(path: string, words: string, targets: readonly DraftTarget[]): string {
  const [, index, field = ''] = /^targets\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
  const target = targets[Number(index)];
  if (!target) return words;
  const label = field === 'weight' || field === 'priority' ? `${groupLabels[field]} of ` : '';
  return `${label}${target.provider}/${target.model}: ${words}`;
}

/** Beside the last that there is. */
function nextPriority(targets: readonly DraftTarget[]): string {
  return targets.at(-1)?.priority ?? '0';
}
