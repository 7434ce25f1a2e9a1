'use client';

import { useRouter } from 'next/navigation';
import { AlertDialog } from '@/app/_ui/alert-dialog';
import { Button } from '@/app/_ui/button';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { count } from '../../_parts/figures';

/** Says who loses the group before it goes. */
export function DeleteGroup({ id, version, tokens }: { id: string; version: number; tokens: number }) {
  const { run, pending, problem } = useAct('groups.delete');
  const router = useRouter();
  const toast = useToast();

  async function remove() {
    const done = await run({ id, based_on: version, force: tokens > 0 }, { refresh: false });
    if (!done) return;
    toast({ tone: 'good', title: `Group ${id} is deleted` });
    router.push('/console/groups');
  }

  return (
    <>
      <AlertDialog
        trigger={
          <Button pending={pending} className="text-bad">
            Delete
          </Button>
        }
        title={`Delete the group ${id}?`}
        description={
          <>
            <p>
              {tokens === 0
                ? 'No token may use it, so that no caller notices.'
                : `${count(tokens, 'token')} may use it and will lose it: requests that ask for "${id}" are refused from then on.`}
            </p>
            <p className="mt-2">
              Its versions are kept. Who opens its address again can bring it back; the tokens do not get it back by
              that.
            </p>
          </>
        }
        action="Delete group"
        onConfirm={remove}
      />
      <ActProblemNote problem={problem} />
    </>
  );
}
