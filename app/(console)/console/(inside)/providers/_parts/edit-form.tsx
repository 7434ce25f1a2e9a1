'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { Callout } from '@/app/_ui/callout';
import { useToast } from '@/app/_ui/toast';
import { goesElsewhere } from '@/lib/exchange/goes-elsewhere';
import { useAct } from '../../../../_act/use-act';
import { findWrong } from '../../../../_ui/wrong-fields';
import { KeyField } from './key-field';
import { fieldLabels, providerAddress } from './names';
import { type PlaceDraft, placeOf } from './place-draft';
import { MoreFields, PlaceFields } from './place-fields';
import { Review } from './review';

interface Props {
  id: string;
  draft: PlaceDraft;
  revision: string;
  hasKey: boolean;
}

/** Changes a provider. Where its key would go to another place, that key has to be given again. */
export function EditForm({ id, draft: first, revision, hasKey }: Props) {
  const router = useRouter();
  const toast = useToast();
  const [draft, setDraft] = useState(first);
  const [apiKey, setApiKey] = useState('');
  const preview = useAct('providers.update');
  const wrong = findWrong(preview.problem, fieldLabels).fields;
  const needsKey = hasKey && isElsewhere(first, draft);

  return (
    <form className="max-w-2xl space-y-5" onSubmit={(event) => event.preventDefault()}>
      {hasKey && (
        <p className="text-muted text-sm">
          Another address (its path and query count too), another language or another way of sending the key asks for
          the key again.
        </p>
      )}
      <PlaceFields draft={draft} wrong={wrong} onChange={(changes) => setDraft({ ...draft, ...changes })} />
      <MoreFields draft={draft} wrong={wrong} onChange={(changes) => setDraft({ ...draft, ...changes })} />
      {needsKey && (
        <>
          <Callout tone="warn" title="The key stays behind">
            A key belongs to the address, the language and the way of sending it that it was given for. Give the key
            again, or another; left empty, there is none from then on.
          </Callout>
          <KeyField note="It is not shown again." problem={wrong.get('api_key')} value={apiKey} onChange={setApiKey} />
        </>
      )}
      <Review
        verb="providers.update"
        preview={preview}
        wrong={() => placeOf(draft).wrong}
        input={() => {
          const key = needsKey ? { api_key: apiKey.trim() === '' ? null : apiKey } : {};
          return { provider_id: id, revision, ...placeOf(draft).place, ...key };
        }}
        label="Review and save"
        title={`Change ${id}?`}
        action="Save"
        onSaved={() => {
          toast({ tone: 'good', title: `${id} is saved` });
          router.push(providerAddress(id));
        }}
        beside={
          <ButtonLink href={providerAddress(id)} look="quiet">
            Cancel
          </ButtonLink>
        }
      />
    </form>
  );
}

/** As the server decides it, of what is typed so far. */
function isElsewhere(before: PlaceDraft, after: PlaceDraft): boolean {
  const place = ({ dialect, base_url, auth }: PlaceDraft) => ({ dialect, baseUrl: base_url, auth: auth || null });
  return goesElsewhere(place(before), place(after));
}
