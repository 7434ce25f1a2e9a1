import { Badge } from '@/app/_ui/badge';
import { Callout } from '@/app/_ui/callout';
import type { TokenRow } from '@/lib/admin/contract';

type Manager = TokenRow['managed_by'];

/** Whose an object is, where that is not the console. */
export function OwnedBy({ manager }: { manager: Manager }) {
  if (manager === 'console') return null;
  return <Badge>{manager}</Badge>;
}

interface NoteProps {
  manager: Manager;
  what: string;
  /** All that can be done with it here: a revocation cannot wait for a file. */
  canBe?: 'seen' | 'seen and revoked';
}

/** Why an object cannot be changed here, and where it can. */
export function OwnedNote({ manager, what, canBe = 'seen' }: NoteProps) {
  if (manager === 'console') return null;
  return (
    <Callout tone="neutral">
      {manager === 'file'
        ? `This ${what} is declared in the configuration file. Change it there and apply the file; here it can only be ${canBe}.`
        : `This ${what} belongs to the built-in demo. It can be ${canBe}, not changed; removing the demo takes it away.`}
    </Callout>
  );
}
