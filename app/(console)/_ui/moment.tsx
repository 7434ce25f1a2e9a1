/** A moment in UTC, to the minute; the whole of it, and how long ago, where one points. */
export function Moment({ at, none = 'never' }: { at: string | null; none?: string }) {
  if (at === null) return <span className="text-muted">{none}</span>;
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap tabular-nums">
      {`${at.slice(0, 10)} ${at.slice(11, 16)}`}
    </time>
  );
}
