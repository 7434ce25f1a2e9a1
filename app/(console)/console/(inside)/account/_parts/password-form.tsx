'use client';

import type { FormEvent } from 'react';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { useToast } from '@/app/_ui/toast';
import { explainWeakPassword } from '@/lib/auth/password-rules';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { findWrong } from '../../../../_ui/wrong-fields';

const labels = { present: 'Present password', password: 'New password', again: 'The new password again' };

export function PasswordForm({ name }: { name: string }) {
  const { run, pending, problem } = useAct('account.change-password');
  const wrong = findWrong(problem, labels).fields;
  const toast = useToast();

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = (field: string) => String(new FormData(form).get(field) ?? '');
    const [present, password, again] = [text('present'), text('password'), text('again')];
    const answer = await run({ present, password }, { wrong: findMistakes({ present, password, again }, name) });
    if (!answer) return;
    form.reset();
    const ended = answer.revoked_admin_tokens.length;
    const tokens = ended === 0 ? '' : ` Admin tokens that ended with them: ${ended}.`;
    toast({ tone: 'good', title: 'Your password is changed', description: `Every other session has ended.${tokens}` });
  }

  return (
    <form onSubmit={send} noValidate className="space-y-5 px-5 py-5">
      {/* For the programs that keep passwords: whose it is. */}
      <input type="text" name="username" autoComplete="username" defaultValue={name} readOnly hidden />
      <Field label={labels.present} id="present" problem={wrong.get('present') ?? null}>
        <Input
          name="present"
          type="password"
          required
          autoComplete="current-password"
          {...describedBy('present', wrong.get('present'))}
        />
      </Field>
      <Field
        label={labels.password}
        id="password"
        problem={wrong.get('password') ?? null}
        note="12 characters or more. A few words that nobody would put together are good."
      >
        <Input
          name="password"
          type="password"
          required
          minLength={12}
          autoComplete="new-password"
          {...describedBy('password', wrong.get('password'))}
        />
      </Field>
      <Field label={labels.again} id="again" problem={wrong.get('again') ?? null}>
        <Input
          name="again"
          type="password"
          required
          autoComplete="new-password"
          {...describedBy('again', wrong.get('again'))}
        />
      </Field>
      <ActProblemNote problem={problem} labels={labels} marks />
      <Button type="submit" look="primary" pending={pending}>
        Change the password
      </Button>
    </form>
  );
}

/** What can be told before the server is asked, which then only says whether the present one is right. */
function findMistakes({ present, password, again }: Record<'present' | 'password' | 'again', string>, name: string) {
  const mistakes = {
    present: present === '' ? 'Type the password that you have now.' : null,
    password: explainWeakPassword(password, name),
    again: password === again ? null : 'The two differ. Type them again.',
  };
  return Object.entries(mistakes).flatMap(([path, message]) => (message === null ? [] : [{ path, message }]));
}
