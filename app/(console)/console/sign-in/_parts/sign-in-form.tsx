'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { comeIn } from '../../../_act/come-in';

export function SignInForm({ to, isFirst }: { to: string; isFirst: boolean }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(null);
    const shown = { name: String(form.get('name')), password: String(form.get('password')) };
    const answer = await comeIn('credentials', shown);
    if (answer.ok) return location.assign(to);
    setPending(false);
    setProblem(answer.message);
  }

  return (
    <form onSubmit={send} className="space-y-5">
      <Field label="Name or e-mail address" id="name">
        <Input
          name="name"
          required
          maxLength={254}
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
      <Button type="submit" look={isFirst ? 'primary' : 'secondary'} pending={pending} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
