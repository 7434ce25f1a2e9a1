import { Card } from '@/app/_ui/card';
import { KeyValues } from '@/app/_ui/key-values';
import type { TokenRow } from '@/lib/admin/contract';
import { LimitList } from '../../../../../_ui/limits/limit-list';
import { Moment } from '../../../../../_ui/moment';

interface Props {
  token: TokenRow;
  groups: readonly { id: string; title: string | null }[];
}

/** The same where nothing of it can be changed. */
export function ReadOnlyGroups({ token, groups }: Props) {
  const titles = new Map(groups.map(({ id, title }) => [id, title]));
  const allowed =
    token.allow.length === 0 ? (
      <span className="text-muted">nothing</span>
    ) : (
      <ul>
        {token.allow.map((id) => (
          <li key={id}>
            <code>{id}</code> <span className="text-muted">{titles.get(id)}</span>
          </li>
        ))}
      </ul>
    );
  return (
    <Card className="p-5">
      <KeyValues
        facts={[
          { name: 'May use', value: allowed },
          { name: 'Models', value: token.tier === null ? 'of every tier' : `up to tier ${token.tier}` },
          { name: 'Limits', value: <LimitList limits={token.limits} /> },
          { name: 'Ends', value: <Moment at={token.expires_at} /> },
        ]}
      />
    </Card>
  );
}
