import { Status } from '@/app/_ui/badge';
import type { KeyState } from '@/lib/admin/providers/rows';

/** That there is a key, and where it came from; the key itself is shown to nobody. */
export function KeyStatus({ state }: { state: KeyState | null }) {
  if (state === null) return <span className="whitespace-nowrap text-muted">none</span>;
  if (!state.opens) return <Status tone="bad">cannot be opened</Status>;
  return (
    <span className="whitespace-nowrap" title={state.changed_at ? `set ${state.changed_at}` : undefined}>
      {state.source === null ? 'set' : <code>{state.source}</code>}
    </span>
  );
}
