import type { Runtime } from '../../runtime/runtime';
import { beginSession, type SignedIn } from './begin-session';
import { withPassword } from './check-password';
import type { Visitor } from './visitor';

/** Lets in whoever shows a name and its password. */
export function authenticate(
  runtime: Runtime,
  visitor: Visitor,
  { name, password }: { name: string; password: string },
): Promise<SignedIn> {
  const shown = { name: name.trim().toLowerCase().slice(0, 254), password };
  return withPassword(runtime, visitor, shown, (transaction, { id }) =>
    beginSession(transaction, runtime.settings, { administratorId: id, method: 'password', visitor }),
  );
}
