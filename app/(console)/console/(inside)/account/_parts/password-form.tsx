'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { useToast } from '@/app/_ui/toast';
import { useAct } from '../../../../_act/use-act';

export function PasswordForm({ name }: { name: string }) {
  const { run, pending, problem, clear } = useAct('account.change-password');
  const [differs, setDiffers] = useState(false);
  const toast = useToast();
  const [, field, words] = /^(present|password): (.+)$/s.exec(problem?.message ?? '') ?? [];

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const [present, password, again] = ['present', 'password', 'again'].map((each) =>
      String(new FormData(form).get(each)),
    );
    clear();
    setDiffers(password !== again);
    if (password !== again) return;
    const answer = await run({ present: present ?? '', password: password ?? '' });
    if (!answer) return;
    form.reset();
    const ended = answer.revoked_admin_tokens.length;
    const tokens = ended === 0 ? '' : ` Admin tokens that ended with them: ${ended}.`;
    toast({ tone: 'good', title: 'Your password is changed', description: `Every other session has ended.${tokens}` });
  }

  const others = problem && !field ? problem.message : null;
  return (
    <form onSubmit={send} className="space-y-5 px-5 py-5">
      {/* For the programs that keep passwords: whose it is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={name} readOnly hidden />
      <Field label="Present password" id="present" problem={field === 'present' ? words : others}>
        <Input
          name="present"
          type="password"
          required
          autoComplete="current-password"
          {...describedBy('present', field === 'present' ? words : others)}
        />
      </Field>
      <Field
        label="New password"
        id="password"
        problem={field === 'password' ? words : null}
        note="12 characters or more. A few words that nobody would put together are good."
      >
        <Input
          name="password"
          type="password"
          required
          minLength={12}
          autoComplete="new-password"
          {...describedBy('password', field === 'password' ? words : null)}
        />
      </Field>
      <Field label="The new password again" id="again" problem={differs ? 'The two differ. Type them again.' : null}>
        <Input name="again" type="password" required autoComplete="new-password" {...describedBy('again')} />
      </Field>
      <Button type="submit" look="primary" pending={pending}>
        Change the password
      </Button>
    </form>
  );
}
