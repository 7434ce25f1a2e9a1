'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { Badge } from '@/app/_ui/badge';
import { readHeld } from '@/app/_visit/held';
import { parseCurl } from '@/lib/docs/parse-curl';
import { BarButton } from './bar-button';
import { beginning, type Progress, performRequest } from './perform-request';
import { RunAdvice } from './run-advice';

interface Props {
  /** The example as it works. */
  script: string;
  /** What this deployment is called in it. */
  origin: string;
  onClose: () => void;
}

/** Sends an example's request, and shows what comes as it comes. */
export default function RunPanel({ script, origin, onClose }: Props) {
  const parsed = useMemo(() => parse(script, origin), [script, origin]);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Progress>(beginning);
  const controller = useRef<AbortController>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn sends it once more
  useEffect(() => {
    if (parsed.kind === 'refused') return;
    const mine = new AbortController();
    controller.current = mine;
    setState(beginning);
    performRequest(parsed.request, mine.signal, (next) => {
      if (controller.current === mine) setState(next);
    });
    return () => {
      controller.current = null;
      mine.abort();
    };
  }, [parsed, turn]);

  const underWay = state.phase === 'sent' || state.phase === 'answering';
  return (
    <section aria-label="What came of running it" className="border-line border-t bg-raised text-sm print:hidden">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <p role="status" className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs">
          {parsed.kind === 'request' && <ProgressLine state={state} />}
        </p>
        <span className="-mr-2.5 flex">
          {parsed.kind === 'request' &&
            (underWay ? (
              <BarButton onClick={() => controller.current?.abort()}>Stop</BarButton>
            ) : (
              <BarButton onClick={() => setTurn(turn + 1)}>Run again</BarButton>
            ))}
          <BarButton onClick={onClose}>Close</BarButton>
        </span>
      </header>
      {parsed.kind === 'refused' && <p className="px-4 pb-3 text-soft">This cannot be run here. {parsed.why}</p>}
      {state.phase !== 'sent' && <RunAdvice state={state} />}
      {state.headers.length > 0 && <Headers headers={state.headers} />}
      {state.body !== '' && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="wrap-anywhere max-h-96 overflow-y-auto whitespace-pre-wrap border-line border-t bg-code px-4 py-3 font-mono text-xs leading-[1.6] focus-visible:-outline-offset-2"
        >
          {state.body}
        </pre>
      )}
      {state.cut && (
        <p className="border-line border-t px-4 py-2 text-muted text-xs">
          There is more. A page shows the beginning; in a shell you have all of it.
        </p>
      )}
    </section>
  );
}

function parse(script: string, origin: string) {
  const held = readHeld();
  const variables: Record<string, string> = held ? { ROUTER_TOKEN: held.token, ROUTER_MODEL: held.model } : {};
  return parseCurl(script, { origins: [origin, location.origin], variables });
}

function ProgressLine({ state: { phase, status, firstByteMs, totalMs } }: { state: Progress }) {
  if (phase === 'sent') return <span>Sent. Waiting for the first byte…</span>;
  return (
    <>
      {status !== null && (
        <Badge mono tone={status < 400 ? 'good' : 'bad'}>
          {status}
        </Badge>
      )}
      {firstByteMs !== null && <span>first byte after {firstByteMs} ms</span>}
      {phase === 'answering' && <span>answering…</span>}
      {phase === 'whole' && <span>whole after {totalMs} ms</span>}
      {phase === 'stopped' && <span>stopped after {totalMs} ms</span>}
      {phase === 'failed' && <span>broke off after {totalMs} ms</span>}
    </>
  );
}

const shownAtOnce = /^(?:x-router-|x-request-id$)/;

function Headers({ headers }: { headers: Progress['headers'] }) {
  const first = headers.filter(([name]) => shownAtOnce.test(name));
  const rest = headers.filter(([name]) => !shownAtOnce.test(name));
  return (
    <div className="border-line border-t px-4 py-2.5 font-mono text-xs">
      <HeaderLines headers={first} />
      <details>
        <summary className="py-0.5 font-sans text-muted">{rest.length} more headers</summary>
        <HeaderLines headers={rest} />
      </details>
    </div>
  );
}

function HeaderLines({ headers }: { headers: Progress['headers'] }) {
  return (
    <dl>
      {headers.map(([name, value]) => (
        <div key={name} className="flex flex-wrap gap-x-2 py-0.5">
          <dt className="text-muted">{name}:</dt>
          <dd className="wrap-anywhere min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
