import { CopyButton } from './copy-button';

/** One of this deployment's addresses, to be read and copied. */
export function Address({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className="px-5 py-4" data-copy>
      <dt className="flex items-center justify-between gap-3 text-muted text-xs">
        {label}
        <CopyButton what={label} />
      </dt>
      <dd>
        <code className="block break-all font-medium text-lg text-ink tracking-tight">{value}</code>
        <span className="mt-1 block text-muted text-sm">{note}</span>
      </dd>
    </div>
  );
}
