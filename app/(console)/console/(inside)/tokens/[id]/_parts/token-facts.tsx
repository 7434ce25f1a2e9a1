import { Card } from '@/app/_ui/card';
import { KeyValues } from '@/app/_ui/key-values';
import { TextLink } from '@/app/_ui/text-link';
import { auditOf } from '@/app/(console)/_nav/links';
import type { TokenAnswer } from '@/lib/admin/contract';
import { Moment } from '../../../../../_ui/moment';
import { TokenStatusMark } from '../../_parts/token-status';
import { TokenLink } from './token-link';

/** What is known of a token: everything but its secret, which nobody knows. */
export function TokenFacts({ token }: { token: TokenAnswer }) {
  const { user, project, environment, key, status, created_at, last_used_at, last_client, replaces, replaced_by } =
    token;
  return (
    <Card className="p-5">
      <KeyValues
        facts={[
          { name: 'Status', value: <TokenStatusMark status={status} /> },
          { name: 'User', value: <TextLink href={`/console/callers/users/${user}`}>{user}</TextLink> },
          { name: 'Project', value: <TextLink href={`/console/callers/projects/${project}`}>{project}</TextLink> },
          { name: 'Environment', value: environment },
          { name: 'Key', value: key },
          { name: 'Made', value: <Moment at={created_at} /> },
          { name: 'Last model request', value: <Moment at={last_used_at} /> },
          { name: 'Last client', value: last_client ?? <span className="text-muted">–</span> },
          ...(replaces ? [{ name: 'Made in the place of', value: <TokenLink id={replaces} /> }] : []),
          ...(replaced_by ? [{ name: 'Its successor', value: <TokenLink id={replaced_by} /> }] : []),
          { name: 'Changes', value: <TextLink href={auditOf('token', token.token_id)}>Who changed it</TextLink> },
        ]}
      />
    </Card>
  );
}
