'use client';

import { type FormEvent, useState } from 'react';
import { Badge } from '@/app/_ui/badge';
import { Button } from '@/app/_ui/button';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { Skeleton } from '@/app/_ui/skeleton';
import type { Question } from '@/app/_visit/ask-router';
import { fromNow } from '@/app/_visit/from-now';
import { RequestList, type RequestStory } from '@/app/_visit/request-story';
import { ProblemNote } from '../_ask/problem-note';
import { useAnswer } from '../_ask/use-answer';
import { duration } from '../_report/figures';
import { outcomeTones, storyModel } from './story-words';

interface Props {
  token: string;
  round: number;
  requestId: string;
  onRequestId: (id: string) => void;
  pending: boolean;
  /** One of the list, which is told already. */
  onPick: (story: RequestStory) => void;
  /** The one that is told below. */
  told: string | null;
  /** It cannot be asked as it stands. */
  onProblem: () => void;
  onAsk: (id: string) => void;
}

const lastTen: Question<RequestList> = { path: '/v1/requests?limit=10', answers: RequestList };

/** The token's last requests to press, and a field for the id of any other of its own. */
export function RequestPicker({
  token,
  round,
  requestId,
  onRequestId,
  pending,
  onPick,
  told,
  onProblem,
  onAsk,
}: Props) {
  const [again, setAgain] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const list = useAnswer(lastTen, token, round + again);

  function find(event: FormEvent) {
    event.preventDefault();
    const empty = requestId.trim() === '';
    setProblem(empty ? 'Paste a request id first.' : null);
    if (empty) onProblem();
    else onAsk(requestId);
  }

  return (
    <div className="space-y-5">
      <div>
        <div className="flex items-center justify-between gap-3">
          <h3 className="font-medium text-sm">Its last requests</h3>
          <Button size="small" look="quiet" pending={list === null} onClick={() => setAgain((count) => count + 1)}>
            Look again
          </Button>
        </div>
        <div className="mt-1.5">
          {list === null ? (
            <div className="space-y-2 py-2">
              <span className="sr-only">Asking for its last requests…</span>
              <Skeleton className="h-5" />
              <Skeleton className="h-5" />
            </div>
          ) : list.kind !== 'answered' ? (
            <ProblemNote what="Its requests cannot be shown now." problem={list} />
          ) : list.value.data.length === 0 ? (
            <p className="text-muted text-sm">
              None yet. A request can be read two seconds after its end; one that was refused with 401 is not kept.
            </p>
          ) : (
            <ul className="divide-y divide-line rounded-md border border-line">
              {list.value.data.map((story) => (
                <li key={story.id}>
                  <RequestButton story={story} chosen={told === story.id} onPick={onPick} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <form onSubmit={find} noValidate autoComplete="off" className="max-w-2xl">
        <Field
          label="Or a request id"
          id="why-request"
          problem={problem}
          note="It stands in the answer’s header x-request-id, and in every error. Only this token’s own requests are told."
        >
          <div className="flex flex-col gap-3 sm:flex-row">
            <Input
              {...describedBy('why-request', problem)}
              value={requestId}
              onChange={(event) => onRequestId(event.target.value)}
              placeholder="req_…"
              spellCheck={false}
              autoComplete="off"
              className="font-mono"
            />
            <Button type="submit" pending={pending}>
              Find it
            </Button>
          </div>
        </Field>
      </form>
    </div>
  );
}

interface ButtonProps {
  story: RequestStory;
  chosen: boolean;
  onPick: (story: RequestStory) => void;
}

function RequestButton({ story, chosen, onPick }: ButtonProps) {
  const { status, outcome, endpoint, client, latency_ms, started_at } = story;
  const { words, named } = storyModel(story);
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={() => onPick(story)}
      className="grid w-full grid-cols-[3rem_1fr_auto] items-center gap-x-3 px-3 py-2 text-left text-sm transition-colors hover:bg-surface aria-pressed:bg-accent-wash focus-visible:-outline-offset-2"
    >
      <span>
        <Badge mono tone={outcomeTones[outcome]}>
          {status}
        </Badge>
      </span>
      <span className="min-w-0 truncate">
        {named ? (
          <code>
            <bdi>{words}</bdi>
          </code>
        ) : (
          <span className="text-soft">{words}</span>
        )}{' '}
        <span className="ml-2 text-muted">
          {endpoint.replace('/v1/', '')}
          {client && (
            <>
              {' · '}
              <bdi>{client}</bdi>
            </>
          )}
        </span>
      </span>
      <span className="whitespace-nowrap text-right text-muted text-xs tabular-nums">
        <span className="max-sm:hidden">{duration(latency_ms)} · </span>
        <time dateTime={started_at}>{fromNow(Date.parse(started_at), Date.now())}</time>
      </span>
    </button>
  );
}
