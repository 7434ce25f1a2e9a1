'use client';

import { useId, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Card, CardHead } from '@/app/_ui/card';
import { describedBy, Field, Select, Textarea } from '@/app/_ui/field';
import type { VerbAnswer, VerbInput } from '@/lib/admin/verbs';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { TrialResult } from './trial-result';

export type Samples = VerbAnswer<'policies.samples'>;

/** Runs what stands in the editor on a request of one's choice; nothing is saved and nothing is sent. */
export function Trial({ source, samples }: { source: string; samples: Samples }) {
  const id = useId();
  const tried = useAct('policies.try');
  const first = samples.data[0];
  const [context, setContext] = useState(() => JSON.stringify(first?.context, null, 2));
  const [answer, setAnswer] = useState(() => JSON.stringify(samples.answer, null, 2));
  const [result, setResult] = useState<VerbAnswer<'policies.try'> | null>(null);
  const [said, setSaid] = useState<string | null>(null);

  async function run() {
    setSaid(null);
    const input = readInput(context, answer);
    if (typeof input === 'string') return setSaid(input);
    setResult(await tried.run({ source, ...input }, { refresh: false }));
  }

  return (
    <Card>
      <CardHead title="Try it">
        On a request as the policy would be told of it. Nothing is saved, and nothing is sent.
      </CardHead>
      <div className="space-y-4 p-5">
        <Field id={`${id}-sample`} label="Begin with">
          <Select
            {...describedBy(`${id}-sample`)}
            onChange={({ target }) => setContext(JSON.stringify(samples.data[Number(target.value)]?.context, null, 2))}
          >
            {samples.data.map(({ title }, place) => (
              <option key={title} value={place}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          id={`${id}-context`}
          label="Context"
          problem={said}
          note="What route is told, as JSON. Change what matters."
        >
          <Textarea
            {...describedBy(`${id}-context`, said)}
            value={context}
            onChange={({ target }) => setContext(target.value)}
            rows={12}
            spellCheck={false}
            className="font-mono text-xs"
          />
        </Field>
        <details>
          <summary className="cursor-pointer font-medium text-sm">The answer that validate is asked about</summary>
          <div className="mt-2">
            <Textarea
              aria-label="Answer, as JSON"
              value={answer}
              onChange={({ target }) => setAnswer(target.value)}
              rows={7}
              spellCheck={false}
              className="font-mono text-xs"
            />
          </div>
        </details>
        <Button pending={tried.pending} onClick={run}>
          Run
        </Button>
        <ActProblemNote problem={tried.problem} />
        <div role="status">{result && <TrialResult result={result} />}</div>
      </div>
    </Card>
  );
}

function readInput(context: string, answer: string): Pick<VerbInput<'policies.try'>, 'context' | 'answer'> | string {
  try {
    return { context: JSON.parse(context), answer: JSON.parse(answer) };
  } catch {
    return 'This is no JSON yet: the context and the answer are objects in braces.';
  }
}
