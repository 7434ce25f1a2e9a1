import { headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';
import { type Actor, may } from '@/lib/admin/actor';
import { AdminRefusal } from '@/lib/admin/admin-refusal';
import type { Action } from '@/lib/admin/roles';
import { perform, type Verb } from '@/lib/admin/verb';
import { type VerbAnswer, type VerbInput, type VerbName, verbs } from '@/lib/admin/verbs';
import { requestOrigin } from '@/lib/docs/request-origin';
import { getRuntime } from '@/lib/runtime/runtime';
import { findSignedIn } from './session';

/** Whoever looks at this page; somebody who is not signed in is led to where one signs in, and back here afterwards. */
export async function signedIn(): Promise<Actor> {
  const actor = await findSignedIn();
  if (actor) return actor;
  const here = (await headers()).get('x-router-path');
  redirect(here ? `/console/sign-in?to=${encodeURIComponent(withoutNextsOwn(here))}` : '/console/sign-in');
}

/** A page that is asked for by a link of another page has a field of Next's own in its address. */
function withoutNextsOwn(path: string): string {
  return path.replace(/([?&])_rsc=[^&]*(?:&|$)/, '$1').replace(/[?&]$/, '');
}

/** Does a verb for a page. What is not there is the page's own 404; what the role does not include, the page says. */
export async function ask<Name extends VerbName>(name: Name, input: VerbInput<Name>): Promise<VerbAnswer<Name>> {
  const actor = await signedIn();
  const context = { runtime: getRuntime(), actor, origin: await requestOrigin() };
  try {
    return (await perform(verbs[name] as Verb, context, input)) as VerbAnswer<Name>;
  } catch (error) {
    if (error instanceof AdminRefusal && error.code === 'not-found') notFound();
    if (error instanceof AdminRefusal && error.code === 'forbidden') forbidden();
    throw error;
  }
}

/** May whoever looks do this? To show or not to show a button: the verb itself decides again. */
export async function mayHere(action: Action): Promise<boolean> {
  return may(await signedIn(), action);
}
