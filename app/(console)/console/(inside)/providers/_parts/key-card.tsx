import { Callout } from '@/app/_ui/callout';
import { Card, CardHead } from '@/app/_ui/card';
import type { KeyState } from '@/lib/admin/providers/rows';
import type { AuthKind } from '@/lib/exchange/auth-kinds';
import { Moment } from '../../../../_ui/moment';
import { KeyActions } from './key-actions';

interface Props {
  id: string;
  state: KeyState | null;
  auth: AuthKind | null;
  canEdit: boolean;
}

/** That there is a key, since when, and what can be done about it. */
export function KeyCard({ id, state, auth, canEdit }: Props) {
  return (
    <Card>
      <CardHead title="Key">Sealed in the store. It can be replaced, and is shown to nobody.</CardHead>
      <div className="flex flex-col items-start gap-4 px-5 py-4 text-sm">
        <p>{describeKey(state, auth)}</p>
        {state?.changed_at && (
          <p className="text-muted">
            Last changed <Moment at={state.changed_at} /> UTC
          </p>
        )}
        {state && !state.opens && (
          <Callout tone="bad">
            It was sealed with another ROUTER_SECRET, so the targets of this provider are off. Set it again.
          </Callout>
        )}
        {canEdit && <KeyActions id={id} isSet={state !== null} />}
      </div>
    </Card>
  );
}

function describeKey(state: KeyState | null, auth: AuthKind | null) {
  if (state === null) return auth === 'none' ? 'None, and none is sent.' : 'None.';
  if (state.source === null) return 'Set.';
  return (
    <>
      Set from <code>{state.source}</code> by the file.
    </>
  );
}
