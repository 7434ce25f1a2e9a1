'use client';

import Link from 'next/link';
import { useState } from 'react';
import { act } from '@/app/(console)/_act/act';
import { useWatching } from '@/app/(console)/_parts/use-watching';
import type { VerbInput } from '@/lib/admin/verbs';

interface Props {
  /** The newest that is shown; null where none is. */
  newest: string | null;
  filter: Omit<VerbInput<'requests.list'>, 'before' | 'after'>;
  href: string;
}

const everyMs = 5_000;
const mostCounted = 50;

/** Says when newer requests have come. The table stays as it is until its reader wants them: lines that move cannot be read. */
export function NewerRequests({ newest, filter, href }: Props) {
  const [found, setFound] = useState<{ than: string | null; count: number }>({ than: newest, count: 0 });
  const count = found.than === newest ? found.count : 0;

  useWatching(everyMs, async () => {
    const input = { ...filter, ...(newest === null ? {} : { after: newest }), limit: mostCounted };
    const done = await act('requests.list', input).catch(() => null);
    if (done?.ok) setFound({ than: newest, count: done.answer.data.length });
  });

  return (
    <p role="status" className="mb-3 min-h-6 text-sm">
      {count > 0 ? (
        <Link href={href} prefetch={false} className="text-accent underline decoration-accent/40 underline-offset-3">
          {count >= mostCounted ? `${mostCounted} or more` : count} newer {count === 1 ? 'request' : 'requests'}: show
        </Link>
      ) : (
        <span className="text-muted">Newer ones are looked for every 5 seconds.</span>
      )}
    </p>
  );
}
