import type { Metadata } from 'next';
import { ButtonLink } from '@/app/_ui/button';
import type { VerbInput } from '@/lib/admin/verbs';
import { ask, mayHere } from '../../../_act/ask';
import { readQuery } from '../../../_ui/address';
import { PageHead } from '../../../_ui/page-head';
import { PagesOf } from '../../../_ui/pages-of';
import { NoTokens } from './_parts/no-tokens';
import { readTokenQuery } from './_parts/read-token-query';
import { TokenFilters } from './_parts/token-filters';
import { TokenTable } from './_parts/token-table';

export const metadata: Metadata = { title: 'Caller tokens' };

const path = '/console/tokens';

export default async function TokensPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = await readQuery(searchParams);
  const { input, shown, sort, isNarrowed } = readTokenQuery(query);
  const found = await ask('tokens.list', input as VerbInput<'tokens.list'>);
  const { groups } = await ask('tokens.choices', {});
  const mayWrite = await mayHere('tokens:write');
  return (
    <>
      <PageHead
        title="Caller tokens"
        actions={
          mayWrite && (
            <ButtonLink href={`${path}/new`} look="primary" prefetch={false}>
              New token
            </ButtonLink>
          )
        }
      >
        What people and programs show to the router. The secret of a token is shown once, when it is made; here is all
        the rest.
      </PageHead>
      <TokenFilters path={path} query={shown} groups={groups} isNarrowed={isNarrowed} />
      {found.data.length === 0 ? (
        <NoTokens isNarrowed={isNarrowed} mayWrite={mayWrite} path={path} />
      ) : (
        <div className="mt-5 space-y-4">
          <TokenTable path={path} query={shown} sort={sort} tokens={found.data} />
          <PagesOf path={path} query={shown} found={found} nouns="tokens" />
        </div>
      )}
    </>
  );
}
