import { Status } from '@/app/_ui/badge';
import type { AdministratorRow } from '@/lib/admin/contract/administrators';

/** Can they come in, and if not, why. */
export function AdministratorStatus({ row }: { row: AdministratorRow }) {
  if (row.status === 'disabled') return <Status tone="neutral">disabled</Status>;
  if (row.locked_until) return <Until tone="warn" words="locked until" at={row.locked_until} />;
  if (row.link_expires_at) return <Until tone="accent" words="link good until" at={row.link_expires_at} />;
  if (row.signs_in_by === 'link') return <Status tone="warn">link is over</Status>;
  return <Status tone="good">active</Status>;
}

function Until({ tone, words, at }: { tone: 'warn' | 'accent'; words: string; at: string }) {
  return (
    <Status tone={tone}>
      <span className="whitespace-nowrap" title={at}>
        {words} {at.slice(0, 10)} {at.slice(11, 16)} UTC
      </span>
    </Status>
  );
}
