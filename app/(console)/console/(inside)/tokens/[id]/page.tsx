import type { Metadata } from 'next';
import { ask, mayHere } from '../../../../_act/ask';
import { OwnedNote } from '../../../../_ui/owned-by';
import { PageHead } from '../../../../_ui/page-head';
import { Activity } from './_parts/activity';
import { TokenActions } from './_parts/token-actions';
import { TokenEditor } from './_parts/token-editor';
import { TokenFacts } from './_parts/token-facts';
import { WhyRefused } from './_parts/why-refused';

interface Props {
  params: Promise<{ id: string }>;
}

export const metadata: Metadata = { title: 'Caller token' };

export default async function TokenPage({ params }: Props) {
  const token_id = (await params).id;
  const token = await ask('tokens.get', { token_id });
  const activity = await ask('tokens.activity', { token_id });
  const { groups } = await ask('tokens.choices', {});
  const mayWrite = await mayHere('tokens:write');
  return (
    <>
      <PageHead
        title={`${token.user} / ${token.project}`}
        above={[{ href: '/console/tokens', label: 'Caller tokens' }]}
        actions={mayWrite && <TokenActions token={token} />}
      >
        <code className="break-all text-sm">{token.token_id}</code>
      </PageHead>
      <div className="space-y-6">
        <OwnedNote
          manager={token.managed_by}
          what="token"
          canBe={mayWrite && token.own_status !== 'revoked' ? 'seen and revoked' : 'seen'}
        />
        <WhyRefused token={token} />
        <TokenFacts token={token} />
        <TokenEditor key={token.version} token={token} groups={groups} mayWrite={mayWrite} />
        <Activity token={token} activity={activity} />
      </div>
    </>
  );
}
