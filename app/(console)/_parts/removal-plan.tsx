import type { DemoRemoval } from '@/lib/admin/demo/tell-removal';

const most = 50;

/** What removing the demo does to what is not the demo's, thing by thing. */
export function RemovalPlan({ plan, pending }: { plan: DemoRemoval | null; pending: boolean }) {
  return (
    <div role="status" className="mt-3">
      {pending && <p>Looking up what else it takes…</p>}
      {plan?.losses.length === 0 && <p>Everything that was made in the console stays, and you stay signed in.</p>}
      {plan && plan.losses.length > 0 && (
        <>
          <p>What was made in the console stays, and you stay signed in. But:</p>
          <h3 className="mt-3 font-semibold text-ink">These lose something</h3>
          <ul className="mt-1 max-h-64 space-y-2 overflow-y-auto border-line border-l-2 pl-3 text-sm">
            {plan.losses.slice(0, most).map((loss) => (
              <li key={`${loss.kind} ${loss.id}`} className="wrap-anywhere">
                {loss.kind} <code className="font-medium text-ink">{loss.id}</code> {tell(loss)}
              </li>
            ))}
            {plan.losses.length > most && <li>{`and ${(plan.losses.length - most).toLocaleString('en')} more`}</li>}
          </ul>
        </>
      )}
      {plan && plan.kept.length > 0 && (
        <p className="mt-3 wrap-anywhere">
          These are the demo’s, and stay as the console’s because what it made stands on them:{' '}
          {plan.kept.map(({ kind, id }) => `${kind} ${id}`).join(', ')}.
        </p>
      )}
    </div>
  );
}

function tell({ action, difference: { allow, targets } }: DemoRemoval['losses'][number]): string {
  if (allow) return `may no longer use ${list(lost(groupNames(allow.from), groupNames(allow.to)))}.`;
  const from = targetNames(targets?.from);
  if (action === 'delete') return `is deleted: only ${list(from)} stood behind it.`;
  return `loses ${list(lost(from, targetNames(targets?.to)))} as a target${isOff(targets?.to) ? ', and what is left is switched off, because it had no weight' : ''}.`;
}

/** A difference holds whatever the fields of an object hold. */
const groupNames = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
const targetsIn = (value: unknown) =>
  Array.isArray(value) ? (value as { provider: string; model: string; enabled: boolean }[]) : [];
const targetNames = (value: unknown) => targetsIn(value).map(({ provider, model }) => `${provider}/${model}`);
const isOff = (value: unknown) => targetsIn(value).every(({ enabled }) => !enabled);

function lost(from: readonly string[], to: readonly string[]): string[] {
  return from.filter((name) => !to.includes(name));
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
