import { inFull } from './figures';

interface Props {
  /** The oldest first. */
  days: readonly { date: string; requests: number }[];
}

const height = 32;
const step = 10;

/** Requests a day, as bars: a shape to see at a glance, and the same in one sentence. */
export function UsageBars({ days }: Props) {
  const most = Math.max(...days.map(({ requests }) => requests));
  if (most === 0) return <p className="mt-3 text-muted text-sm">No requests in the last {days.length} days.</p>;
  return (
    <svg
      viewBox={`0 0 ${days.length * step} ${height}`}
      preserveAspectRatio="none"
      className="mt-3 h-9 w-full text-accent"
      role="img"
      aria-label={inWords(days, most)}
    >
      {days.map(({ date, requests }, place) => {
        const tall = requests === 0 ? 1 : Math.max(3, (requests / most) * height);
        return (
          <rect
            key={date}
            x={place * step + 1}
            y={height - tall}
            width={step - 2}
            height={tall}
            fill={requests === 0 ? 'var(--line-strong)' : 'currentColor'}
          >
            <title>{`${date}: ${inFull(requests)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

function inWords(days: Props['days'], most: number): string {
  const total = days.reduce((sum, { requests }) => sum + requests, 0);
  const busiest = days.findLast(({ requests }) => requests === most);
  return `Requests a day: ${inFull(total)} in ${days.length} days, the most on ${busiest?.date}, ${inFull(most)}.`;
}
