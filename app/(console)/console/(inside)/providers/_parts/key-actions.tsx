'use client';

import { useState } from 'react';
import { AlertDialog } from '@/app/_ui/alert-dialog';
import { Button } from '@/app/_ui/button';
import { Checkbox } from '@/app/_ui/choices';
import { Dialog, DialogClose } from '@/app/_ui/dialog';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { findWrong } from '../../../../_ui/wrong-fields';
import { KeyField } from './key-field';

const labels = { api_key: 'New key' };

/** Sets, replaces and removes a key. A new one is tried with the provider before the old one goes, unless that is unticked. */
export function KeyActions({ id, isSet }: { id: string; isSet: boolean }) {
  const toast = useToast();
  const setting = useAct('providers.set-key');
  const removing = useAct('providers.remove-key');
  const [isOpen, setIsOpen] = useState(false);
  const [apiKey, setApiKey] = useState('');
  const [tryFirst, setTryFirst] = useState(true);
  const wrong = findWrong(setting.problem, labels).fields;
  const words = isSet ? 'Replace key' : 'Set key';

  async function save() {
    if (!(await setting.run({ provider_id: id, api_key: apiKey, try_first: tryFirst }))) return;
    show(false);
    toast({ tone: 'good', title: isSet ? 'The key is replaced' : 'The key is set' });
  }

  function show(open: boolean) {
    setIsOpen(open);
    setApiKey('');
    setting.clear();
  }

  async function remove() {
    if (await removing.run({ provider_id: id })) toast({ tone: 'good', title: 'The key is removed' });
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Dialog
          open={isOpen}
          onOpenChange={show}
          trigger={<Button>{words}</Button>}
          title={words}
          description="The next request is sent with it."
          actions={
            <>
              <DialogClose render={<Button>Cancel</Button>} />
              <Button
                look="primary"
                pending={setting.pending}
                disabled={apiKey.trim() === ''}
                onClick={() => void save()}
              >
                {tryFirst ? 'Try and save' : 'Save'}
              </Button>
            </>
          }
        >
          <form
            className="space-y-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (apiKey.trim() !== '' && !setting.pending) void save();
            }}
          >
            <KeyField
              label={labels.api_key}
              note="It is not shown again."
              problem={wrong.get('api_key')}
              value={apiKey}
              onChange={setApiKey}
            />
            <Checkbox
              label="Try it with the provider first"
              note="Saved only if the provider takes it; until then the key before goes on working."
              checked={tryFirst}
              onChange={({ target }) => setTryFirst(target.checked)}
            />
            <ActProblemNote problem={setting.problem} labels={labels} marks />
          </form>
        </Dialog>
        {isSet && (
          <AlertDialog
            trigger={<Button look="quiet">Remove key</Button>}
            title={`Remove the key of ${id}?`}
            description="Requests go there without one from then on. It cannot be brought back: keep it elsewhere, or get a new one."
            action="Remove key"
            onConfirm={() => void remove()}
          />
        )}
      </div>
      <ActProblemNote problem={removing.problem} />
    </div>
  );
}
