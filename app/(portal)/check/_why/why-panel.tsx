'use client';

import { useEffect, useRef, useState } from 'react';
import { Tabs } from '@/app/_ui/tabs';
import { askRouter, type Question } from '@/app/_visit/ask-router';
import type { Problem } from '@/app/_visit/problem-words';
import type { RequestStory } from '@/app/_visit/request-story';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { readVisit } from '@/app/_visit/visit';
import type { Explanation } from '../_ask/answers';
import { ProblemNote } from '../_ask/problem-note';
import { bodyQuestion, featuresQuestion, storyQuestion } from './ask-why';
import { BodyForm, emptyBody } from './body-form';
import { ExplanationView } from './explanation-view';
import { FeaturesForm, noFeatures } from './features-form';
import { RequestPicker } from './request-picker';
import { StoryView } from './story-view';

interface Props {
  token: string;
  answer: TokenAnswer;
  supportContact: string | null;
  round: number;
}

type Found =
  | { kind: 'explanation'; value: Explanation }
  | { kind: 'story'; value: RequestStory }
  | { kind: 'problem'; value: Problem };

/** Why a request was, or would be, refused or answered: by its id, by its body, or by what it would ask for. */
export function WhyPanel({ token, answer, supportContact, round }: Props) {
  const asking = useRef<AbortController>(null);
  const result = useRef<HTMLDivElement>(null);
  const [pending, setPending] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [requestId, setRequestId] = useState('');
  const [body, setBody] = useState(emptyBody);
  const [features, setFeatures] = useState(() => noFeatures(readVisit()?.model ?? answer.group_details[0]?.id ?? ''));

  useEffect(() => {
    if (found) result.current?.focus();
  }, [found]);
  useEffect(() => () => asking.current?.abort(), []);

  /** One question at a time, however often a button or the return key is pressed. */
  async function ask<T>(question: Question<T>, tell: (value: T) => Found) {
    if (pending) return;
    const controller = new AbortController();
    asking.current = controller;
    setPending(true);
    const came = await askRouter(question, token, controller.signal);
    if (controller.signal.aborted) return;
    setPending(false);
    setFound(came.kind === 'answered' ? tell(came.value) : { kind: 'problem', value: came });
  }

  function pick(value: RequestStory) {
    asking.current?.abort();
    setPending(false);
    setFound(told(value));
  }

  const explained = (value: Explanation): Found => ({ kind: 'explanation', value });
  const told = (value: RequestStory): Found => ({ kind: 'story', value });

  return (
    <section id="why" aria-labelledby="why-title" className="mt-10 scroll-mt-20">
      <h2 id="why-title" className="font-semibold text-lg tracking-tight">
        Why?
      </h2>
      <p className="mt-1 max-w-2xl text-pretty text-muted text-sm">
        What became of a request, or what one would come to. It is asked of this deployment alone; nothing is sent to a
        provider, and nothing is stored or logged.
      </p>
      <div className="mt-4 rounded-lg border border-line bg-raised p-4 shadow-low sm:p-5">
        <Tabs
          label="What to ask about"
          tabs={[
            {
              value: 'request',
              label: 'A request of mine',
              content: (
                <RequestPicker
                  token={token}
                  round={round}
                  requestId={requestId}
                  onRequestId={setRequestId}
                  pending={pending}
                  onPick={pick}
                  told={found?.kind === 'story' ? found.value.id : null}
                  onAsk={(id) => ask(storyQuestion(id), told)}
                />
              ),
            },
            {
              value: 'body',
              label: 'A request body',
              content: (
                <BodyForm
                  draft={body}
                  onDraft={setBody}
                  pending={pending}
                  onAsk={(draft) => ask(bodyQuestion(draft), explained)}
                />
              ),
            },
            {
              value: 'features',
              label: 'What I want to do',
              content: (
                <FeaturesForm
                  draft={features}
                  onDraft={setFeatures}
                  groups={answer.group_details}
                  pending={pending}
                  onAsk={(draft) => ask(featuresQuestion(draft), explained)}
                />
              ),
            },
          ]}
        />
        <p role="status" className="sr-only">
          {pending ? 'Asking…' : ''}
        </p>
        {found && (
          // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark of its own
          <div
            ref={result}
            tabIndex={-1}
            role="group"
            aria-labelledby={found.kind === 'problem' ? undefined : 'why-found'}
            aria-label={found.kind === 'problem' ? 'No answer' : undefined}
            className="mt-6 scroll-mt-20 border-line border-t pt-5 outline-none"
          >
            {found.kind === 'explanation' && (
              <ExplanationView explanation={found.value} token={answer} supportContact={supportContact} />
            )}
            {found.kind === 'story' && (
              <StoryView story={found.value} groups={answer.group_details} supportContact={supportContact} />
            )}
            {found.kind === 'problem' && <ProblemNote what="It cannot be told why." problem={found.value} />}
          </div>
        )}
      </div>
    </section>
  );
}
