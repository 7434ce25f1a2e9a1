import type { Runtime } from '../../runtime/runtime';
import { administratorName } from '../contract/administrators';
import { beginSession, type SignedIn } from './begin-session';
import { withPassword } from './check-password';
import type { Visitor } from './visitor';

/** Lets in whoever shows a name and its password. */
export function authenticate(
  runtime: Runtime,
  visitor: Visitor,
  { name, password }: { name: string; password: string },
): Promise<SignedIn> {
  // What nobody here can be called is nobody's name, and takes as long: the store could not even be asked for some of it.
  const shown = { name: administratorName.safeParse(name).data ?? '', password };
  return withPassword(runtime, visitor, shown, {
    work: (transaction, { id }) =>
      beginSession(transaction, runtime.settings, { administratorId: id, method: 'password', visitor }),
  });
}
