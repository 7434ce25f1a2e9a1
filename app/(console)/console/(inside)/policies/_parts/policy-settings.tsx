'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Card, CardHead } from '@/app/_ui/card';
import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import { useToast } from '@/app/_ui/toast';
import type { PolicyAnswer } from '@/lib/admin/contract/policies';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { strategyWords } from '../../groups/_parts/strategy-words';
import { onErrorWords } from './names';
import { type OwnStrategy, strategyNames } from './strategy-choice';

/** What holds for every version of a policy. */
export function PolicySettings({ policy }: { policy: PolicyAnswer }) {
  const toast = useToast();
  const save = useAct('policies.settings');
  const [title, setTitle] = useState(policy.title ?? '');
  const [deadline, setDeadline] = useState(policy.deadline_ms?.toString() ?? '');
  const [onError, setOnError] = useState(policy.on_error);
  const [fallback, setFallback] = useState<OwnStrategy>(policy.fallback);
  const isChanged =
    title.trim() !== (policy.title ?? '') ||
    deadline.trim() !== (policy.deadline_ms?.toString() ?? '') ||
    onError !== policy.on_error ||
    fallback !== policy.fallback;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const done = await save.run({
      ...{ policy_id: policy.id, revision: policy.revision, on_error: onError, fallback },
      title: title.trim() === '' ? null : title.trim(),
      deadline_ms: deadline.trim() === '' ? null : Number(deadline),
    });
    if (done) toast({ tone: 'good', title: 'Saved', description: 'It holds from the next request on.' });
  }

  return (
    <Card>
      <CardHead title="Settings">They hold for every version.</CardHead>
      <form onSubmit={submit} className="space-y-5 p-5" aria-label="Settings of the policy">
        <div className="grid gap-5 md:grid-cols-2">
          <Field id="policy-title" label="Title" note="For people; groups go by the id.">
            <Input
              {...describedBy('policy-title')}
              value={title}
              onChange={({ target }) => setTitle(target.value)}
              maxLength={200}
            />
          </Field>
          <Field id="policy-deadline" label="Time for one call, ms" note="Of computing, from 1 to 1000. Empty: 20.">
            <Input
              {...describedBy('policy-deadline')}
              {...{ type: 'number', inputMode: 'numeric', min: 1, max: 1000, step: 1 }}
              value={deadline}
              onChange={({ target }) => setDeadline(target.value)}
            />
          </Field>
          <Field id="policy-error" label="When it fails" note="It threw, took too long, or returned nonsense.">
            <Select
              {...describedBy('policy-error')}
              value={onError}
              onChange={({ target }) => setOnError(target.value === 'fail' ? 'fail' : 'fallback')}
            >
              <option value="fallback">{onErrorWords.fallback}</option>
              <option value="fail">{onErrorWords.fail}</option>
            </Select>
          </Field>
          <Field id="policy-fallback" label="Fallback strategy" note="Also where the policy leaves the order to it.">
            <Select
              {...describedBy('policy-fallback')}
              value={fallback}
              onChange={({ target }) => setFallback(target.value as OwnStrategy)}
            >
              {strategyNames.map((name) => (
                <option key={name} value={name}>
                  {strategyWords[name].label}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <ActProblemNote problem={save.problem} />
        <Button type="submit" pending={save.pending} disabled={!isChanged}>
          Save settings
        </Button>
      </form>
    </Card>
  );
}
