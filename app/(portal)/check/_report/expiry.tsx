import { fromNow } from '@/app/_visit/from-now';

/** When something of a token ends, in the reader's own time and in how long from now. */
export function Expiry({ at }: { at: string | null }) {
  if (at === null) return 'never';
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return at;
  return (
    <time dateTime={at}>
      {fromNow(moment.getTime(), Date.now())}
      <span className="text-muted">
        {' · '}
        {moment.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}
      </span>
    </time>
  );
}
