import { Card } from '@/app/_ui/card';
import { KeyValues } from '@/app/_ui/key-values';
import { TextLink } from '@/app/_ui/text-link';
import type { ProviderDetail } from '@/lib/admin/providers/rows';
import { authOfDialect } from '@/lib/exchange/auth-kinds';
import { Moment } from '../../../../_ui/moment';
import { HealthStatus } from './health-status';
import { authNames, dialectNames } from './names';

/** What is known of a place; what it leaves to its language or to the defaults is said as that. */
export function PlaceFacts({ provider }: { provider: ProviderDetail }) {
  const { timeouts, headers, quirks, betas } = provider;
  const facts = [
    { name: 'Speaks', value: dialectNames[provider.dialect] },
    { name: 'The key is sent as', value: authNames[provider.auth ?? authOfDialect[provider.dialect]] },
    {
      name: 'Calls to it',
      value: provider.is_guarded ? 'through the egress guard' : 'as the operator declared it',
    },
    {
      name: 'First byte, silence, whole answer',
      value: [timeouts.first_byte_ms ?? 60_000, timeouts.idle_ms ?? 120_000, timeouts.total_ms ?? 600_000]
        .map((ms) => `${(ms / 1000).toLocaleString('en')} s`)
        .join(', '),
    },
    { name: 'Requests at once', value: tellConcurrency(provider) },
    { name: 'Its targets', value: <HealthStatus health={provider.health} /> },
    { name: 'Changed', value: <Moment at={provider.updated_at} /> },
    ...(quirks.length > 0 ? [{ name: 'Quirks', value: quirks.join(', ') }] : []),
    ...(betas ? [{ name: 'Betas', value: betas.join(', ') }] : []),
    ...Object.entries(headers).map(([name, value]) => ({ name: `Header ${name}`, value: <code>{value}</code> })),
    { name: 'Groups', value: <GroupLinks groups={provider.groups} most={6} /> },
  ];
  return (
    <Card className="px-5 py-4">
      <KeyValues facts={facts} />
    </Card>
  );
}

function tellConcurrency({ concurrency, queue }: ProviderDetail): string {
  if (concurrency === null) return 'no limit';
  const waiting = (queue.requests ?? 100).toLocaleString('en');
  const seconds = ((queue.wait_ms ?? 5_000) / 1000).toLocaleString('en');
  return `${concurrency.toLocaleString('en')}; ${waiting} may wait, for ${seconds} s`;
}

/** The first few, and the others when they are asked for: a provider may stand behind all groups there are. */
export function GroupLinks({ groups, most }: { groups: readonly string[]; most: number }) {
  if (groups.length === 0) return <span className="text-muted">none</span>;
  const more = groups.slice(most);
  return (
    <>
      <Links groups={groups.slice(0, most)} />
      {more.length > 0 && (
        <details>
          <summary className="cursor-pointer whitespace-nowrap text-muted">
            and {more.length.toLocaleString('en')} more
          </summary>
          <Links groups={more} />
        </details>
      )}
    </>
  );
}

function Links({ groups }: { groups: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-x-2">
      {groups.map((group) => (
        <TextLink key={group} href={`/console/groups/${encodeURIComponent(group)}`}>
          {group}
        </TextLink>
      ))}
    </span>
  );
}
