'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Callout } from '@/app/_ui/callout';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { Skeleton } from '@/app/_ui/skeleton';
import { TextLink } from '@/app/_ui/text-link';
import { comeIn } from '../../../_act/come-in';
import { useLink } from './use-link';

/** A name, where the link is the first owner's, and a password, twice. */
export function SetupForm() {
  const link = useLink();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  if (link === null) return <Skeleton className="h-40" />;
  if ('message' in link) {
    return (
      <Callout tone="bad" title="This link does not let you in">
        <p>{link.message}</p>
        <p className="mt-2">
          If you have a password already, <TextLink href="/console/sign-in">sign in</TextLink>.
        </p>
      </Callout>
    );
  }

  const { token, name } = link;
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password'));
    if (password !== form.get('again')) return setProblem('The two passwords differ. Type them again.');
    setPending(true);
    setProblem(null);
    const answer = await comeIn('setup', { token, name: name ?? String(form.get('name')), password });
    if (answer.ok) return location.replace('/console');
    setPending(false);
    setProblem(answer.message);
  }

  return (
    <form onSubmit={send} className="space-y-5">
      <Field
        label="Name or e-mail address"
        id="name"
        note={name === null ? 'What you sign in with. You become the first owner of this deployment.' : undefined}
      >
        <Input
          name="name"
          required
          maxLength={254}
          defaultValue={name ?? ''}
          readOnly={name !== null}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...describedBy('name')}
        />
      </Field>
      <Field
        label="Password"
        id="password"
        problem={problem}
        note="12 characters or more. A few words that nobody would put together are good."
      >
        <Input
          name="password"
          type="password"
          required
          minLength={12}
          autoComplete="new-password"
          {...describedBy('password', problem)}
        />
      </Field>
      <Field label="The same password again" id="again">
        <Input name="again" type="password" required autoComplete="new-password" {...describedBy('again')} />
      </Field>
      <Button type="submit" look="primary" pending={pending} className="w-full">
        {name === null ? 'Become the first owner' : 'Set the password and sign in'}
      </Button>
    </form>
  );
}
