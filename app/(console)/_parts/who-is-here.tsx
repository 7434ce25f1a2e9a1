'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { goOut } from '../_act/come-in';

/** Who is signed in, the way to their account, and the way out. */
export function WhoIsHere({ name, role }: { name: string; role: string }) {
  const [leaving, setLeaving] = useState(false);
  return (
    <div className="mt-6 flex items-center gap-3 px-2.5 pb-4 text-sm max-lg:mt-0 max-lg:pb-2 lg:flex-col lg:items-start lg:border-line lg:border-t lg:pt-4">
      <Link
        href="/console/account"
        title="Your account"
        className="min-w-0 max-w-full rounded-sm underline-offset-4 hover:underline"
      >
        <span className="block truncate font-medium">{name}</span>
        <span className="text-muted text-xs">
          {role}, <span className="whitespace-nowrap">your account</span>
        </span>
      </Link>
      <Button
        size="small"
        pending={leaving}
        onClick={async () => {
          setLeaving(true);
          await goOut();
          location.assign('/console/sign-in');
        }}
      >
        Sign out
      </Button>
    </div>
  );
}
