import { Badge } from '@/app/_ui/badge';
import { TextLink } from '@/app/_ui/text-link';
import { milliseconds } from '@/app/(console)/_charts/figures';
import type { Answered } from './send-demo-request';

/** What came back to whoever asked: they see the answer or one fault, and nothing of the targets behind it. */
export function SentAnswer({ answer, pending }: { answer: Answered | null; pending: boolean }) {
  return (
    <div
      aria-live="polite"
      aria-busy={pending}
      className="mt-4 min-h-28 rounded-lg border border-line bg-surface p-4 text-sm"
    >
      {answer === null ? (
        <p className="text-muted">What the caller gets is shown here.</p>
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              The caller of <code>{answer.group}</code>
              {answer.status === null ? ' waits…' : ' got'}
            </span>
            {answer.status !== null && (
              <Badge mono tone={answer.status === 200 && answer.problem === null ? 'good' : 'bad'}>
                {answer.status}
              </Badge>
            )}
            {answer.tookMs !== null && <span className="text-muted">in {milliseconds(answer.tookMs)}</span>}
            {answer.requestId && answer.tookMs !== null && (
              <TextLink href={`/console/requests/${answer.requestId}`}>Its story</TextLink>
            )}
          </p>
          {answer.text && <p className="wrap-anywhere mt-2 text-pretty text-soft">{answer.text}</p>}
          {answer.problem && <p className="wrap-anywhere mt-2 text-bad">{answer.problem}</p>}
        </>
      )}
    </div>
  );
}
