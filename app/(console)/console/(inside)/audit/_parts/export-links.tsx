import { buttonClass } from '@/app/_ui/button';
import type { AuditFilter } from '@/lib/admin/audit/asked';

/** What is shown, as a file. Plain links: a download is no page. */
export function ExportLinks({ filter }: { filter: Omit<AuditFilter, 'before'> }) {
  const conditions = Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  const address = (format: 'csv' | 'jsonl') =>
    `/console/audit/export?${new URLSearchParams({ ...conditions, format })}`;
  return (
    <>
      <a className={buttonClass()} href={address('csv')} download>
        Export as CSV
      </a>
      <a className={buttonClass()} href={address('jsonl')} download>
        Export as JSON lines
      </a>
    </>
  );
}
