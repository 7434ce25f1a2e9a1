import type { TargetPause } from '@/lib/admin/targets/pauses';
import { ResumeTarget } from './resume-target';

interface Props {
  target: { provider: string; model: string; pauses: readonly TargetPause[] };
  /** Whose role may end the pause. */
  mayResume: boolean;
}

/** Why a target is left alone, since when and until when, as the server that drew the page has seen it; nothing where it is not. */
export function TargetPauses({ target: { provider, model, pauses }, mayResume }: Props) {
  if (pauses.length === 0) return null;
  return (
    <div className="mt-1.5 min-w-48 space-y-1.5 whitespace-normal text-xs">
      <ul className="space-y-1 text-soft">
        {pauses.map((pause) => (
          <li key={`${pause.why} ${pause.patience_ms}`}>
            Since <Clock at={pause.since} /> UTC, <Until pause={pause} />: {pause.words}.
          </li>
        ))}
      </ul>
      {mayResume && <ResumeTarget provider={provider} model={model} />}
    </div>
  );
}

function Until({ pause: { until } }: { pause: TargetPause }) {
  if (Date.parse(until) <= Date.now()) return 'and the next request sees how it is';
  return (
    <>
      until <Clock at={until} />
    </>
  );
}

/** To the second, because pauses are short; the day where one points. */
function Clock({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap tabular-nums">
      {at.slice(11, 19)}
    </time>
  );
}
