'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { leadToProvider } from '../../../_act/come-in';

/** To the OIDC provider, and back to the page that was asked for. */
export function ProviderButton({ label, to }: { label: string; to: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function leave() {
    setPending(true);
    setProblem(null);
    const led = await leadToProvider(to);
    if ('address' in led) return location.assign(led.address);
    setPending(false);
    setProblem(led.message ?? `${label} cannot be reached. Try again, or sign in with a password.`);
  }

  return (
    <div>
      <Button look="primary" pending={pending} onClick={leave} className="w-full">
        Sign in with {label}
      </Button>
      <p role="alert" className="mt-1.5 text-bad text-sm empty:mt-0">
        {problem}
      </p>
    </div>
  );
}
