'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button, ButtonLink } from '@/app/_ui/button';
import { Callout } from '@/app/_ui/callout';
import { Input } from '@/app/_ui/field';
import { Skeleton } from '@/app/_ui/skeleton';
import { useToast } from '@/app/_ui/toast';
import type { Offer, OfferList } from '@/lib/admin/providers/rows';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { providerAddress } from './names';
import { OfferTable } from './offer-table';
import { Review } from './review';

/** Asks the provider for its list once the page is there, and adds what is ticked. */
export function PickModels({ provider }: { provider: string }) {
  const router = useRouter();
  const toast = useToast();
  const { run, pending, problem } = useAct('providers.list-models');
  const [list, setList] = useState<OfferList | null>(null);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    void run({ provider_id: provider }, { refresh: false }).then(setList);
  }, [run, provider]);

  if (list === null) {
    return (
      <div className="space-y-4">
        {!problem && (
          <div role="status">
            <p className="mb-3 text-muted text-sm">Asking the provider…</p>
            <Skeleton className="h-40" />
          </div>
        )}
        <ActProblemNote problem={problem} />
        {problem && (
          <div className="flex flex-wrap gap-2">
            <Button
              pending={pending}
              onClick={async () => setList(await run({ provider_id: provider }, { refresh: false }))}
            >
              Ask again
            </Button>
            <ButtonLink href={`${providerAddress(provider)}/models/new`}>Add by hand</ButtonLink>
          </div>
        )}
      </div>
    );
  }

  const shown = list.data.filter(({ id, title }) =>
    `${id} ${title ?? ''}`.toLowerCase().includes(search.toLowerCase()),
  );
  return (
    <div className="space-y-4">
      {list.is_cut && (
        <Callout tone="neutral">The list is longer than is shown. What is missing can be added by hand.</Callout>
      )}
      {/* The list is this page's alone and is narrowed as one types: Enter has nothing more to do. */}
      <search aria-label="Models of the provider">
        <form className="flex flex-wrap items-center gap-x-4 gap-y-2" onSubmit={(event) => event.preventDefault()}>
          <Input
            type="search"
            aria-label="Find in the list"
            placeholder="Find in the list"
            className="max-w-72"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
          <p role="status" className="text-muted text-sm tabular-nums">
            {`${shown.length.toLocaleString('en')} of ${list.data.length.toLocaleString('en')}, ${chosen.size} ticked`}
          </p>
        </form>
      </search>
      <OfferTable offers={shown} chosen={chosen} onChange={setChosen} />
      {chosen.size > 0 && (
        <Review
          verb="providers.add-models"
          input={() => ({
            provider_id: provider,
            models: list.data.filter(({ id }) => chosen.has(id)).map(modelOfOffer),
          })}
          label={`Review and add ${chosen.size}`}
          title={chosen.size === 1 ? 'Add this model?' : `Add these ${chosen.size} models?`}
          action="Add"
          onSaved={() => {
            toast({
              tone: 'good',
              title: chosen.size === 1 ? 'The model is added' : `${chosen.size} models are added`,
            });
            router.push(providerAddress(provider));
          }}
        />
      )}
    </div>
  );
}

function modelOfOffer({ id, context_tokens, max_output_tokens, price }: Offer) {
  // Some tell an answer longer than the context: then one of the two means something else.
  const isSound = context_tokens === null || max_output_tokens === null || max_output_tokens <= context_tokens;
  return { id, context_tokens, max_output_tokens: isSound ? max_output_tokens : null, price };
}
