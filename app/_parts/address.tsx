import { CopyButton } from './copy-button';

/** One of this deployment's addresses, to be read and copied. */
export function Address({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className="px-4 py-3" data-copy>
      <dt className="text-muted text-sm">{label}</dt>
      <dd>
        <span className="flex items-center justify-between gap-3">
          <code className="min-w-0 break-all font-mono text-sm">{value}</code>
          <CopyButton what={label} />
        </span>
        <span className="block text-muted text-sm">{note}</span>
      </dd>
    </div>
  );
}
