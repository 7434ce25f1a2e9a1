import type { ReactNode } from 'react';
import { Callout } from '@/app/_ui/callout';
import { TextLink } from '@/app/_ui/text-link';
import type { TokenAnswer } from '@/lib/admin/contract';
import { Moment } from '../../../../../_ui/moment';
import { TokenLink } from './token-link';

/** Why requests with this token are refused, or when they will be, and what makes them work again. */
export function WhyRefused({ token }: { token: TokenAnswer }) {
  const words = explain(token);
  return words && <Callout tone={token.status === 'active' ? 'neutral' : 'warn'}>{words}</Callout>;
}

function explain({
  status,
  own_status,
  rotates_at,
  expires_at,
  user,
  project,
  replaced_by,
  managed_by,
}: TokenAnswer): ReactNode {
  const successor = replaced_by ? <TokenLink id={replaced_by} /> : 'Another token';
  if (status === 'active') {
    return (
      rotates_at && (
        <>
          {successor} was made in its place. This one works until <Moment at={rotates_at} /> UTC, and is refused as
          rotated from then on.
        </>
      )
    );
  }
  if (status === 'revoked') return 'It is revoked, for good: its requests are refused. Make a new token in its place.';
  if (status === 'rotated')
    return <>{successor} was made in its place, and its own time is over. This cannot be undone.</>;
  if (status === 'expired') {
    return expires_at ? (
      <>
        Its time was over on <Moment at={expires_at} /> UTC. A later end makes it work again.
      </>
    ) : (
      'Its time is over.'
    );
  }
  if (own_status !== 'active') {
    return `It is ${status}: its requests are refused until ${managed_by === 'file' ? 'the file makes it active' : 'it is resumed'}.`;
  }
  return (
    <>
      The token itself is active, but its user, its project or its place in it is {status}. Look at{' '}
      <TextLink href={`/console/callers/users/${user}`}>{user}</TextLink> and{' '}
      <TextLink href={`/console/callers/projects/${project}`}>{project}</TextLink>.
    </>
  );
}
