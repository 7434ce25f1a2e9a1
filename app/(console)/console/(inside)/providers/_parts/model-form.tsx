'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../_act/use-act';
import { findWrong } from '../../../../_ui/wrong-fields';
import { type ModelDraft, modelOf } from './model-draft';
import { ModelFields } from './model-fields';
import { fieldLabels, providerAddress } from './names';
import { Review } from './review';

interface Props {
  provider: string;
  draft: ModelDraft;
  /** Of a model that is there; null for a new one. */
  revision: string | null;
}

/** A model of a provider, new or to be changed. */
export function ModelForm({ provider, draft: first, revision }: Props) {
  const router = useRouter();
  const toast = useToast();
  const [draft, setDraft] = useState(first);
  const adding = useAct('providers.add-models');
  const changing = useAct('providers.update-model');
  const wrong = findWrong(adding.problem ?? changing.problem, fieldLabels).fields;
  const id = draft.id.trim();

  function done(words: string) {
    toast({ tone: 'good', title: words });
    router.push(providerAddress(provider));
  }

  const cancel = (
    <ButtonLink href={providerAddress(provider)} look="quiet">
      Cancel
    </ButtonLink>
  );
  return (
    <form className="max-w-2xl space-y-5" onSubmit={(event) => event.preventDefault()}>
      {revision === null && (
        <Field label={fieldLabels.id} id="id" note="What groups call it." problem={wrong.get('id') ?? null}>
          <Input
            {...describedBy('id', wrong.get('id'))}
            spellCheck={false}
            value={draft.id}
            onChange={({ target }) => setDraft({ ...draft, id: target.value })}
          />
        </Field>
      )}
      <ModelFields draft={draft} wrong={wrong} onChange={(changes) => setDraft({ ...draft, ...changes })} />
      {revision === null ? (
        <Review
          verb="providers.add-models"
          preview={adding}
          input={() => ({ provider_id: provider, models: [{ id, ...modelOf(draft) }] })}
          label="Review and save"
          title="Add this model?"
          action="Add model"
          onSaved={() => done(`${id} is added`)}
          beside={cancel}
        />
      ) : (
        <>
          <Review
            verb="providers.update-model"
            preview={changing}
            input={() => ({ provider_id: provider, model_id: id, revision, ...modelOf(draft) })}
            label="Review and save"
            title={`Change ${id}?`}
            action="Save"
            onSaved={() => done(`${id} is saved`)}
            beside={cancel}
          />
          <hr className="border-line" />
          <Review
            verb="providers.delete-model"
            input={() => ({ provider_id: provider, model_id: id })}
            label="Delete model"
            look="quiet"
            title={`Delete ${id}?`}
            action="Delete model"
            danger
            onSaved={() => done(`${id} is deleted`)}
          />
        </>
      )}
    </form>
  );
}
