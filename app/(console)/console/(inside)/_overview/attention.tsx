import { Status } from '@/app/_ui/badge';
import { Card, CardHead } from '@/app/_ui/card';
import { TextLink } from '@/app/_ui/text-link';
import { mayHere } from '@/app/(console)/_act/ask';
import { groupPage, policyPage, targetPage, tokenPage } from '@/app/(console)/_nav/links';
import type { Attention as AttentionAnswer } from '@/lib/admin/overview/read-attention';
import { Doctor } from './doctor';

const mostNamed = 5;

/** What needs somebody. What is known at once stands here; what the providers say themselves is asked after the page is there. */
export async function Attention({ attention }: { attention: AttentionAnswer }) {
  const asksProviders = await mayHere('providers:write');
  const { expiring_tokens: tokens, targets, idle_groups: idle, suspended_policies: suspended } = attention;
  const ill = targets.filter(({ state }) => state === 'unhealthy');
  const faltering = targets.filter(({ state }) => state === 'faltering');
  return (
    <Card>
      <CardHead title="What needs you">As this server sees it now.</CardHead>
      <ul className="divide-y divide-line text-sm">
        {ill.length > 0 && (
          <li className="px-5 py-3">
            <Status tone="bad">{ill.length === 1 ? 'A target fails' : `${ill.length} targets fail`}</Status>
            <p className="mt-0.5 text-soft">
              Left alone after failures in a row, or because it asked for a pause:{' '}
              <Names of={ill.map(({ target }) => ({ name: target, href: targetPage(target) }))} />.
            </p>
          </li>
        )}
        {faltering.length > 0 && (
          <li className="px-5 py-3">
            <Status tone="warn">
              {faltering.length === 1 ? 'A target failed last' : `${faltering.length} targets failed last`}
            </Status>
            <p className="mt-0.5 text-soft">
              Fewer than five times in a row, and no answer since:{' '}
              <Names of={faltering.map(({ target }) => ({ name: target, href: targetPage(target) }))} />.
            </p>
          </li>
        )}
        {idle.length > 0 && (
          <li className="px-5 py-3">
            <Status tone="bad">
              {idle.length === 1 ? 'A group answers nobody' : `${idle.length} groups answer nobody`}
            </Status>
            <p className="mt-0.5 text-soft">
              No enabled target: <Names of={idle.map((name) => ({ name, href: groupPage(name) }))} />. Enable one of its
              targets, or add one.
            </p>
          </li>
        )}
        {suspended.length > 0 && (
          <li className="px-5 py-3">
            <Status tone="bad">
              {suspended.length === 1 ? 'A policy is suspended' : `${suspended.length} policies are suspended`}
            </Status>
            <p className="mt-0.5 text-soft">
              It has overrun, or used up its memory, again and again, and counts as failing until then:{' '}
              <Names
                of={suspended.map(({ id, version, until }) => ({
                  name: id,
                  href: policyPage(id),
                  note: `version ${version}, until ${until.slice(11, 19)} UTC`,
                }))}
              />
              . Mend it, roll back, or let it run again.
            </p>
          </li>
        )}
        {tokens !== null && tokens.count > 0 && (
          <li className="px-5 py-3">
            <Status tone="warn">
              {tokens.count === 1 ? 'A token ends soon' : `${tokens.count.toLocaleString('en')} tokens end soon`}
            </Status>
            <p className="mt-0.5 text-soft">
              Within {tokens.within_days} days:{' '}
              <Names
                of={tokens.first.map(({ token_id, expires_at }) => ({
                  name: token_id,
                  href: tokenPage(token_id),
                  note: expires_at.slice(0, 10),
                }))}
                more={tokens.count - tokens.first.length}
              />
              . Rotate them with an overlap, or let them end.
            </p>
          </li>
        )}
        <Doctor
          nothingElse={ill.length + faltering.length + idle.length + suspended.length + (tokens?.count ?? 0) === 0}
          asksProviders={asksProviders}
        />
      </ul>
    </Card>
  );
}

function Names({ of, more = 0 }: { of: readonly { name: string; href: string; note?: string }[]; more?: number }) {
  const rest = Math.max(of.length - mostNamed, 0) + more;
  return (
    <>
      {of.slice(0, mostNamed).map(({ name, href, note }, place) => (
        <span key={name} className="wrap-anywhere">
          {place > 0 && ', '}
          <TextLink href={href}>{name}</TextLink>
          {note && ` (${note})`}
        </span>
      ))}
      {rest > 0 && ` and ${rest.toLocaleString('en')} more`}
    </>
  );
}
