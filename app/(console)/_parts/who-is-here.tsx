'use client';

import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '@/app/_ui/button';

/** Who is signed in, and the way out. */
export function WhoIsHere({ name, role }: { name: string; role: string }) {
  const [leaving, setLeaving] = useState(false);
  return (
    <div className="mt-6 flex items-center gap-3 px-2.5 pb-4 text-sm max-lg:mt-2 max-lg:pb-3 lg:flex-col lg:items-start lg:border-line lg:border-t lg:pt-4">
      <p className="min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span className="text-muted text-xs">{role}</span>
      </p>
      <Button
        size="small"
        pending={leaving}
        onClick={async () => {
          setLeaving(true);
          await signOut({ redirect: false });
          location.assign('/console/sign-in');
        }}
      >
        Sign out
      </Button>
    </div>
  );
}
