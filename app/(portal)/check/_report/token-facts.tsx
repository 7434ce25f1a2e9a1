import type { ReactNode } from 'react';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { Expiry } from './expiry';

/** Whose the token is and until when it works, each fact beside its name. */
export function TokenFacts({ token }: { token: TokenAnswer }) {
  const facts: { name: string; value: ReactNode }[] = [
    {
      name: 'User',
      value: (
        <>
          {token.user}{' '}
          <span className="text-muted">· {token.kind === 'service' ? 'a service account' : 'a person'}</span>
        </>
      ),
    },
    { name: 'Project', value: token.project },
    { name: 'Environment', value: token.environment },
    { name: 'Expires', value: <Expiry at={token.expires_at} /> },
    ...(token.rotates_at === null
      ? []
      : [
          {
            name: token.status === 'rotated' ? 'Replaced' : 'Replaced, works until',
            value: <Expiry at={token.rotates_at} />,
          },
        ]),
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] content-start gap-x-6 gap-y-2 text-sm">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
