import { Callout } from '@/app/_ui/callout';
import type { TryAnswer } from '@/lib/admin/providers/rows';

/** What came of a call to the provider; read out when it is there. */
export function TrialResult({ answer }: { answer: TryAnswer | null }) {
  return (
    <div role="status" className="w-full empty:-my-2">
      {answer && (
        <Callout tone={answer.ok ? 'good' : 'bad'} title={answer.ok ? 'Connected' : 'Not connected'}>
          <p className="break-words text-sm">{sentence(answer.found)}</p>
          {answer.mend && <p className="text-sm">{answer.mend}</p>}
          <p className="text-muted text-xs tabular-nums">{answer.latency_ms.toLocaleString('en')} ms</p>
        </Callout>
      )}
    </div>
  );
}

function sentence(text: string): string {
  // A host or an address at its beginning is no word.
  const first = text.replace(/^it /, 'It ');
  return /[.!?”]$/.test(first) ? first : `${first}.`;
}
