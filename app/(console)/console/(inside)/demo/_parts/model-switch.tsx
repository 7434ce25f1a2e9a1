'use client';

import { useState } from 'react';
import { Card } from '@/app/_ui/card';
import { useAct } from '@/app/(console)/_act/use-act';
import { ActProblemNote } from '@/app/(console)/_ui/act-problem';
import type { DemoState } from '@/lib/admin/demo/tell-demo';

type Model = DemoState['models'][number];
type Mode = Model['mode'];

const modes: Record<Mode, { label: string; note: string }> = {
  fine: { label: 'Fine', note: 'It answers.' },
  unavailable: { label: '503', note: 'Every call is a 503, and the next target is asked.' },
  slow: { label: 'Slow', note: 'It waits 5 s before its first word.' },
  cut: {
    label: 'Dies mid-stream',
    note: 'It breaks off in the middle: a stream that has begun ends with a fault, a whole answer is fetched from the next target.',
  },
};

interface Props {
  model: Model;
  maySwitch: boolean;
  onPress(): void;
  onSwitched(switched: { model: string; mode: Mode }): void;
}

/** How one of the mock's models behaves. It says “Switching…” until the server has said so, and goes back where it did not. */
export function ModelSwitch({ model, maySwitch, onPress, onSwitched }: Props) {
  const { run, pending, problem } = useAct('demo.switch');
  const { id, mode, nature, groups } = model;
  const [pressed, setPressed] = useState<Mode | null>(null);
  const shown = pressed ?? mode;

  async function choose(next: Mode) {
    if (pending) return;
    setPressed(next);
    onPress();
    const answer = await run({ model: id, mode: next }, { refresh: false });
    if (answer) onSwitched({ model: id, mode: next });
    setPressed(null);
  }

  return (
    <Card className="p-4">
      <fieldset disabled={!maySwitch} aria-busy={pending}>
        <legend className="float-left mb-1 w-full font-medium text-sm">
          <code>{id}</code>
          {nature !== 'fine' && <span className="text-muted"> – by nature: {modes[nature].label}</span>}
        </legend>
        <p className="clear-both text-muted text-xs">
          {groups.length === 0 ? 'In no group.' : `In ${groups.join(', ')}.`}
        </p>
        <div className="mt-3 flex flex-wrap gap-1.5">
          {(Object.keys(modes) as Mode[]).map((name) => (
            <label
              key={name}
              className="relative inline-flex items-center gap-1.5 rounded-md border border-line-strong px-2.5 py-1 text-sm transition-colors has-checked:border-accent has-checked:bg-accent-wash has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 has-disabled:cursor-not-allowed has-disabled:opacity-60"
            >
              <input
                type="radio"
                name={`mode-${id}`}
                checked={shown === name}
                onChange={() => choose(name)}
                className="accent-accent outline-none"
              />
              {modes[name].label}
            </label>
          ))}
        </div>
        <p role="status" className="mt-2 text-soft text-xs">
          {pending ? 'Switching…' : modes[shown].note}
        </p>
      </fieldset>
      <ActProblemNote problem={problem} />
    </Card>
  );
}
