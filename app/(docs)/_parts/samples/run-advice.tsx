import type { ReactNode } from 'react';
import { TextLink } from '@/app/_ui/text-link';
import { type CatalogueEntry, catalogue, type FaultCode, faultPagePath } from '@/lib/faults/catalogue';
import type { Progress } from './perform-request';

/** What to do about an answer that is none. */
export function RunAdvice({ state }: { state: Progress }) {
  if (state.phase === 'failed' && state.status === null)
    return (
      <Advice title="Nothing answered">
        The connection failed. Is the router still running, and are you still in its network?
      </Advice>
    );
  if (state.phase === 'failed')
    return <Advice title="The answer broke off">What came before is below. Run it again.</Advice>;
  if (state.status === null || state.status < 400) return null;
  const code = state.headers.find(([name]) => name === 'x-router-error')?.[1];
  if (!isFaultCode(code))
    return (
      <Advice title="This is not the router’s own answer">
        Something between this page and the router, or a provider behind it, refused. The body says what it has to say.
      </Advice>
    );
  const entry: CatalogueEntry = catalogue[code];
  return (
    <Advice title={entry.title}>
      {entry.calling} <TextLink href={faultPagePath(code)}>More about {code}</TextLink>
    </Advice>
  );
}

function Advice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-line border-t bg-bad-wash px-4 py-2.5">
      <p className="font-medium text-bad">{title}</p>
      <p className="text-pretty text-soft">{children}</p>
    </div>
  );
}

function isFaultCode(code: string | undefined): code is FaultCode {
  return code !== undefined && Object.hasOwn(catalogue, code);
}
