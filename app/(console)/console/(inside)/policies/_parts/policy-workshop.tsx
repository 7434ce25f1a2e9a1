'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { useLeaveWarning } from '../../../../_ui/use-leave-warning';
import { onErrorWords, policyAddress } from './names';
import { ProblemList } from './problem-list';
import { SourceEditor, type SourceEditorHandle } from './source-editor';
import { type Samples, Trial } from './trial';
import { useCheck } from './use-check';

interface Props {
  /** Null for a new one. */
  policy: { id: string; latest: number; published: number | null } | null;
  /** What the editor begins with, and what a new policy may be called. */
  source: string;
  suggested?: string;
  samples: Samples;
}

/** A policy is written, tried, kept as a draft and put in force. Nothing that was typed is lost where that is refused. */
export function PolicyWorkshop({ policy, source: first, suggested = '', samples }: Props) {
  const router = useRouter();
  const toast = useToast();
  const save = useAct('policies.save');
  const editor = useRef<SourceEditorHandle>(null);
  const [id, setId] = useState(policy?.id ?? suggested);
  const [saved, setSaved] = useState(policy ? first : null);
  const [source, setSource] = useState(first);
  const [latest, setLatest] = useState(policy?.latest ?? null);
  const [onError, setOnError] = useState<keyof typeof onErrorWords>(isStrict(first) ? 'fail' : 'fallback');
  const [isLeaving, setLeaving] = useState(false);
  // The page's own: another version may be put in force beside the editor.
  const published = policy?.published ?? null;
  const { problems, state } = useCheck(source);
  const isChanged = source !== saved;
  useLeaveWarning(isChanged && !isLeaving && (policy !== null || source !== first));

  async function keep(publish: boolean) {
    const done = await save.run(
      { policy_id: id.trim(), source, based_on: latest, publish, ...(policy === null ? { on_error: onError } : {}) },
      { refresh: policy !== null },
    );
    if (!done) return;
    setSaved(source);
    setLatest(done.number);
    const words = publish ? 'In force from the next request on' : 'A draft: nothing goes by it until it is published';
    toast({
      tone: 'good',
      title: `Version ${done.number} of ${done.id} is ${publish ? 'published' : 'saved'}`,
      description: words,
    });
    if (policy !== null) return;
    setLeaving(true);
    router.push(policyAddress(done.id));
  }

  const isUnpublished = latest !== null && latest !== published;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Card className="space-y-4 p-5">
        {policy === null && (
          <Field id="policy-id" label="Id" note="What groups name it by: small letters, digits and hyphens. It stays.">
            <Input
              {...describedBy('policy-id')}
              value={id}
              onChange={({ target }) => setId(target.value)}
              maxLength={64}
              autoComplete="off"
              spellCheck={false}
              className="max-w-sm font-mono"
            />
          </Field>
        )}
        {policy === null && (
          <Field id="policy-error-new" label="When it fails" note="It threw, took too long, or returned nonsense.">
            <div className="max-w-sm">
              <Select
                {...describedBy('policy-error-new')}
                value={onError}
                onChange={({ target }) => setOnError(target.value === 'fail' ? 'fail' : 'fallback')}
              >
                <option value="fallback">{onErrorWords.fallback}</option>
                <option value="fail">{onErrorWords.fail}</option>
              </Select>
            </div>
          </Field>
        )}
        <p id="editor-keys" className="text-muted text-sm">
          Tab leaves the editor. Ctrl or ⌘ with ] and [ indents, Ctrl with space completes.
        </p>
        <SourceEditor ref={editor} source={first} problems={problems} onChange={setSource} />
        <ProblemList problems={problems} state={state} onGo={(line) => editor.current?.goToLine(line)} />
        <ActProblemNote problem={save.problem} />
        <div className="flex flex-wrap items-center gap-3">
          <Button
            look="primary"
            pending={save.pending}
            disabled={state !== 'right' || id.trim() === '' || !(isChanged || isUnpublished)}
            onClick={() => keep(true)}
          >
            Save and publish
          </Button>
          <Button
            pending={save.pending}
            disabled={state !== 'right' || id.trim() === '' || !isChanged}
            onClick={() => keep(false)}
          >
            Save as a draft
          </Button>
          {isChanged && saved !== null && (
            <Button look="quiet" onClick={() => editor.current?.replace(saved)}>
              Discard changes
            </Button>
          )}
          <p role="status" className="text-muted text-sm">
            {tellState(isChanged, latest, published)}
          </p>
        </div>
      </Card>
      <Trial source={source} samples={samples} />
    </div>
  );
}

/** An example that forbids something says in its words that it must fail closed. */
function isStrict(source: string): boolean {
  return source.includes('on_error: fail');
}

function tellState(isChanged: boolean, latest: number | null, published: number | null): string {
  if (isChanged) return latest === null ? 'Not saved yet.' : `Changed since version ${latest}.`;
  if (published === latest) return `As in version ${latest}, which is in force.`;
  return published === null
    ? `As in version ${latest}, a draft.`
    : `As in version ${latest}; version ${published} is in force.`;
}
