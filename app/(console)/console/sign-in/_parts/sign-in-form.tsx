'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input } from '@/app/_ui/field';

export function SignInForm({ to }: { to: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(null);
    const answer = await signIn('credentials', {
      ...{ name: String(form.get('name')), password: String(form.get('password')) },
      ...{ redirect: false, callbackUrl: to },
    }).catch(() => null);
    if (answer?.ok) return location.assign(to);
    setPending(false);
    setProblem(answer ? 'That is not the right name and password.' : 'The server did not answer. Try again.');
  }

  return (
    <form onSubmit={send} className="mt-8 space-y-5">
      <Field label="Name or e-mail address" id="name">
        <Input
          name="name"
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...describedBy('name')}
        />
      </Field>
      <Field label="Password" id="password" problem={problem}>
        <Input
          name="password"
          type="password"
          required
          autoComplete="current-password"
          {...describedBy('password', problem)}
        />
      </Field>
      <Button type="submit" look="primary" pending={pending} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
