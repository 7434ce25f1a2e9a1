import type { VerbInput } from '@/lib/admin/verbs';

type Given = VerbInput<'admin-tokens.create'>;

/** A form as the verb takes it. */
export function readAdminTokenForm(form: FormData, now: Date): Pick<Given, 'title' | 'scopes' | 'expires_at'> {
  const scopes = form.getAll('scopes').map(String) as NonNullable<Given['scopes']>;
  const days = Number(form.get('days'));
  return {
    title: String(form.get('title')),
    ...(scopes.length > 0 ? { scopes } : {}),
    ...(days > 0 ? { expires_at: new Date(now.getTime() + days * 86_400_000).toISOString() } : {}),
  };
}
