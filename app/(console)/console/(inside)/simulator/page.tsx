import type { Metadata } from 'next';
import { EmptyState } from '@/app/_ui/empty-state';
import { TextLink } from '@/app/_ui/text-link';
import { ask, mayHere } from '../../../_act/ask';
import { readQuery } from '../../../_ui/address';
import { PageHead } from '../../../_ui/page-head';
import { draftOf, isAsked } from './_parts/draft-address';
import { Simulator } from './_parts/simulator';

export const metadata: Metadata = { title: 'Simulator' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What a request would come to, with names; nothing is sent. */
export default async function SimulatorPage({ searchParams }: Props) {
  const query = await readQuery(searchParams);
  const { data } = await ask('groups.list', {});
  const ids = data.map(({ id }) => id);
  return (
    <>
      <PageHead title="Simulator">
        Where would a request go? The plan that a real call would have now, with the reason for every step. Nothing is
        sent to a provider, and nothing recorded.
      </PageHead>
      {ids.length === 0 ? (
        <EmptyState title="No model group yet">
          <TextLink href="/console/groups/new">Make a group</TextLink> first: a request names one.
        </EmptyState>
      ) : (
        <Simulator
          groups={ids}
          first={draftOf(query, ids)}
          isAsked={isAsked(query, ids)}
          mayAskForTokens={await mayHere('tokens:read')}
        />
      )}
    </>
  );
}
