import Link from 'next/link';
import type { StatusAdvice } from '@/lib/docs/status-advice';
import { Expiry } from './expiry';
import { DiscoverableGroups, GroupList } from './group-list';
import { SupportContact } from './support-contact';
import type { TokenAnswer } from './token-answer';

interface Props {
  token: TokenAnswer;
  /** What to do about a status that refuses requests; null when the token is active. */
  advice: StatusAdvice | null;
  supportContact: string | null;
}

/** A known token: whose it is, whether it works, and what it may use. */
export function TokenReport({ token, advice, supportContact }: Props) {
  const active = token.status === 'active';
  const facts = [
    { label: 'User', value: token.user },
    { label: 'Project', value: token.project },
    { label: 'Environment', value: token.environment },
    { label: 'Expires', value: <Expiry at={token.expires_at} /> },
  ];
  return (
    <>
      <div
        className={`rounded-lg border border-line border-l-4 bg-surface p-5 ${active ? 'border-l-good' : 'border-l-bad'}`}
      >
        <h2 id="result-title" className="font-semibold text-lg">
          {active ? 'This token works' : `This token is ${token.status}`}
        </h2>
        <code className="mt-1 block break-all font-mono text-muted text-sm">{token.id}</code>
        <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 text-sm sm:grid-cols-4">
          {facts.map(({ label, value }) => (
            <div key={label} className="min-w-0">
              <dt className="text-muted">{label}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
        {!active && advice && (
          <p className="mt-4">
            {advice.calling}{' '}
            <Link href={advice.page} className="text-accent underline underline-offset-2">
              What this means
            </Link>
          </p>
        )}
        {!active && <SupportContact contact={supportContact} />}
      </div>
      <GroupList groups={token.group_details} active={active} />
      <DiscoverableGroups groups={token.discoverable} supportContact={supportContact} />
    </>
  );
}
