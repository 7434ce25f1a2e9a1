'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { CodeBlock } from '@/app/_ui/code-block';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';

interface Props {
  id: string;
  number: number;
  /** The version in force, as this page knows it: a colleague who was quicker is named. */
  published: number | null;
  canPublish: boolean;
}

export function VersionActions({ id, number, published, canPublish }: Props) {
  const toast = useToast();
  const publish = useAct('policies.publish');
  const look = useAct('policies.version');
  const [source, setSource] = useState<string | null>(null);

  async function show() {
    const found = await look.run({ policy_id: id, number }, { refresh: false });
    if (found) setSource(found.source);
  }

  async function putInForce() {
    const done = await publish.run({ policy_id: id, number, based_on: published });
    if (done)
      toast({ tone: 'good', title: `Version ${number} of ${id} is in force`, description: 'From the next request on' });
  }

  return (
    <span className="ml-auto flex flex-wrap gap-2">
      <Button look="quiet" size="small" pending={look.pending} aria-label={`Look at version ${number}`} onClick={show}>
        Look
      </Button>
      {canPublish && (
        <Button size="small" pending={publish.pending} aria-label={`Publish version ${number}`} onClick={putInForce}>
          Publish
        </Button>
      )}
      <ActProblemNote problem={publish.problem ?? look.problem} />
      <Dialog
        open={source !== null}
        onOpenChange={(next) => next || setSource(null)}
        title={`${id}, version ${number}`}
        actions={<DialogClose render={<Button>Close</Button>} />}
      >
        <CodeBlock title="Source" className="max-h-[60vh]">
          {source}
        </CodeBlock>
      </Dialog>
    </span>
  );
}
