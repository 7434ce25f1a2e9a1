'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Card, CardHead } from '@/app/_ui/card';
import type { TryAnswer } from '@/lib/admin/providers/rows';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { TrialResult } from './trial-result';

/** Calls the provider as a request would, and tells what came of it. */
export function ConnectionCard({ id }: { id: string }) {
  const trial = useAct('providers.test');
  const [result, setResult] = useState<TryAnswer | null>(null);
  return (
    <Card>
      <CardHead title="Connection">
        Asks for its list of models with its key, and where that tells nothing, a model for the smallest answer.
      </CardHead>
      <div className="flex flex-col items-start gap-4 px-5 py-4">
        <Button
          pending={trial.pending}
          onClick={async () => setResult(await trial.run({ provider_id: id }, { refresh: false }))}
        >
          Test connection
        </Button>
        <TrialResult answer={result} />
        <ActProblemNote problem={trial.problem} />
      </div>
    </Card>
  );
}
