'use server';

import { headers } from 'next/headers';
import { AdminRefusal } from '@/lib/admin/admin-refusal';
import { asRefusal } from '@/lib/admin/door';
import { perform, type Verb } from '@/lib/admin/verb';
import { type VerbAnswer, type VerbName, verbs } from '@/lib/admin/verbs';
import { requestOrigin } from '@/lib/docs/request-origin';
import { requestIdOf } from '@/lib/runtime/request-id';
import { getRuntime } from '@/lib/runtime/runtime';
import type { Done } from './done';
import { findSignedIn } from './session';

/**
 * The console's one server action: does a verb by its name. Whatever a page does goes through here, so that who may, and whether
 * the console itself asks, is decided in one place. The name and the input come from a browser, so nothing of them is believed.
 */
export async function act<Name extends VerbName>(name: Name, input: unknown): Promise<Done<Name>> {
  const received = await headers();
  const runtime = getRuntime();
  try {
    const origin = await requestOrigin();
    if (!isOwnPage(received, origin, runtime.settings.publicUrl !== null)) {
      throw new AdminRefusal('forbidden', `this page is not of ${origin}: open the console there`);
    }
    const actor = await findSignedIn();
    if (!actor) return { ok: false, problem: { code: 'signed-out', message: 'You are signed out.', problems: [] } };
    if (typeof name !== 'string' || !Object.hasOwn(verbs, name))
      throw new AdminRefusal('not-found', 'there is no such verb');
    const answer = await perform(verbs[name] as Verb, { runtime, actor, origin }, input);
    return { ok: true, answer: answer as VerbAnswer<Name> };
  } catch (error) {
    const { code, message, problems = [], fields, since } = asRefusal(error, requestIdOf(received), runtime);
    return { ok: false, problem: { code, message, problems, fields, since } };
  }
}

/**
 * A browser names the page that asks, and no page can forge it. Where nobody has said how this deployment is reached, TLS may end at a
 * proxy that says nothing of it: then the host has to do.
 */
function isOwnPage(received: Headers, origin: string, isConfigured: boolean): boolean {
  const named = received.get('origin');
  const site = received.get('sec-fetch-site') ?? 'same-origin';
  if (named === null || !URL.canParse(named) || site !== 'same-origin') return false;
  const page = new URL(named);
  if (isConfigured) return page.origin === new URL(origin).origin;
  return /^https?:$/.test(page.protocol) && page.host === new URL(origin).host;
}
