'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Card, CardHead } from '@/app/_ui/card';
import { Checkbox } from '@/app/_ui/choices';
import type { ApplyAnswer } from '@/lib/admin/contract';
import { useAct } from '../../../../_act/use-act';
import { ImportPlan } from './import-plan';
import { ImportProblems } from './import-problems';
import { ImportText } from './import-text';
import { SecretFields } from './secret-fields';
import { findSecretNames } from './secret-names';

/** A text is read and compared first; only what was compared can be applied. Secrets are held here until then, and nowhere else. */
export function ImportCard({ hasDemo }: { hasDemo: boolean }) {
  const [file, setFile] = useState('pasted.yaml');
  const [text, setText] = useState('');
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const [prune, setPrune] = useState(false);
  const [plan, setPlan] = useState<ApplyAnswer | null>(null);
  const [applied, setApplied] = useState<ApplyAnswer | null>(null);
  const compare = useAct('configuration.apply');
  const apply = useAct('configuration.apply');
  const area = useRef<HTMLTextAreaElement>(null);
  const names = findSecretNames(text);

  /** What was compared is not what stands there any more. */
  function change(set: () => void) {
    set();
    setPlan(null);
    setApplied(null);
    compare.clear();
    apply.clear();
  }

  const input = () => ({
    ...{ file, text, prune },
    secrets: Object.fromEntries(names.flatMap((name) => (secrets[name] ? [[name, secrets[name]]] : []))),
  });

  async function look(event: FormEvent) {
    event.preventDefault();
    setApplied(null);
    apply.clear();
    setPlan(await compare.run({ ...input(), dry_run: true }, { refresh: false }));
  }

  async function confirm() {
    const done = await apply.run({ ...input(), dry_run: false, based_on: plan?.version });
    setPlan(null);
    setApplied(done);
    if (done) setSecrets({});
  }

  return (
    <Card>
      <CardHead title="Import">
        What the text declares belongs to the file from then on: it is changed by applying it again, and only shown in
        the console.{' '}
        {hasDemo
          ? 'The built-in demo makes room for it and goes, whether it speaks of it or not; what you made here loses the demo’s groups and its mock’s targets, which Compare names. What else it does not speak of stays as it is.'
          : 'What it does not speak of stays as it is.'}
      </CardHead>
      <form onSubmit={look} className="space-y-5 p-5">
        <div className="grid gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <ImportText
            area={area}
            text={text}
            onText={(value) => change(() => setText(value))}
            onFile={(name, value) =>
              change(() => {
                setFile(name);
                setText(value);
              })
            }
          />
          <div className="space-y-5">
            <ImportProblems problem={apply.problem ?? compare.problem} area={area} />
            <SecretFields
              names={names}
              secrets={secrets}
              onChange={(name, value) => change(() => setSecrets({ ...secrets, [name]: value }))}
            />
            <Checkbox
              label="Take away what the file no longer names"
              note="Of what a file declared before: groups, models and providers are deleted; tokens, callers and projects are disabled until a file names them again. What the console made stays."
              checked={prune}
              onChange={(event) => change(() => setPrune(event.target.checked))}
            />
          </div>
        </div>
        <Button type="submit" pending={compare.pending} disabled={text.trim() === ''}>
          Compare with what is in force
        </Button>
      </form>
      <ImportPlan plan={plan} applied={applied} pending={apply.pending} onApply={confirm} />
    </Card>
  );
}
