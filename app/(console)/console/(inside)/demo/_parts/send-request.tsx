'use client';

import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Checkbox } from '@/app/_ui/choices';
import type { DemoState } from '@/lib/admin/demo/tell-demo';
import { type Answered, sendDemoRequest } from './send-demo-request';
import { SentAnswer } from './sent-answer';

/** A request to each of the demo's groups, as any program sends it: with the demo's own token, from this browser. */
export function SendRequest({ groups, offersToken }: { groups: DemoState['groups']; offersToken: boolean }) {
  const [stream, setStream] = useState(true);
  const [asking, setAsking] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answered | null>(null);

  async function send(group: string) {
    setAsking(group);
    setAnswer({ group, status: null, text: '', tookMs: null, problem: null, requestId: null });
    await sendDemoRequest(group, stream, setAnswer);
    setAsking(null);
  }

  return (
    <section aria-labelledby="send">
      <h2 id="send" className="font-semibold text-base tracking-tight">
        Send a request
      </h2>
      {offersToken ? (
        <div className="mt-2 mb-3">
          <Checkbox label="As a stream" checked={stream} onChange={(event) => setStream(event.target.checked)} />
        </div>
      ) : (
        <p className="mt-0.5 mb-3 max-w-2xl text-muted text-sm">
          Others than this machine can reach this demo, so that no page is given its tokens: send requests from a
          terminal with the token that <code>router demo</code> tells.
        </p>
      )}
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised text-sm">
        {groups.map(({ id, story, targets }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 basis-64 grow">
              <p>
                <code className="font-medium">{id}</code>{' '}
                <span className="wrap-anywhere text-muted text-xs">{targets.join(', ')}</span>
              </p>
              <p className="text-pretty text-soft">{story}</p>
            </div>
            {offersToken && (
              <Button
                size="small"
                pending={asking === id}
                disabled={asking !== null && asking !== id}
                onClick={() => send(id)}
              >
                Send to {id}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <SentAnswer answer={answer} pending={asking !== null} />
    </section>
  );
}
