'use client';

import { useState } from 'react';
import { Tabs } from '@/app/_ui/tabs';
import type { RequestStory } from '@/app/_visit/request-story';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { readVisit } from '@/app/_visit/visit';
import type { Explanation } from '../_ask/answers';
import { type BodyDraft, bodyQuestion, type FeaturesDraft, featuresQuestion, storyQuestion } from './ask-why';
import { BodyForm, emptyBody } from './body-form';
import { ExplanationView } from './explanation-view';
import { FeaturesForm, noFeatures } from './features-form';
import { RequestPicker } from './request-picker';
import { StoryView } from './story-view';
import { useWhy } from './use-why';
import { WhyResult } from './why-result';

interface Props {
  token: string;
  answer: TokenAnswer;
  supportContact: string | null;
  round: number;
}

/**
 * Why a request was, or would be, refused or answered: by its id, by its body, or by what it would ask for. Each of the three
 * keeps its question and what came of it while another is looked at.
 */
export function WhyPanel({ token, answer, supportContact, round }: Props) {
  const [requestId, setRequestId] = useState('');
  const [body, setBody] = useState(emptyBody);
  const [features, setFeatures] = useState(() => noFeatures(readVisit()?.model ?? answer.group_details[0]?.id ?? ''));
  const story = useWhy<string, RequestStory>(token);
  const bodyWhy = useWhy<BodyDraft & { byShape: boolean }, Explanation>(token, round);
  const featuresWhy = useWhy<FeaturesDraft, Explanation>(token, round);
  const told = story.found?.answer;

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
                <>
                  <RequestPicker
                    token={token}
                    round={round}
                    requestId={requestId}
                    onRequestId={setRequestId}
                    pending={story.pending}
                    onPick={(picked) => story.tell(picked.id, picked)}
                    told={told?.kind === 'answered' ? told.value.id : null}
                    onProblem={story.clear}
                    onAsk={(id) => story.ask(id, storyQuestion(id))}
                  />
                  <WhyResult why={story}>
                    {(value) => (
                      <StoryView story={value} groups={answer.group_details} supportContact={supportContact} />
                    )}
                  </WhyResult>
                </>
              ),
            },
            {
              value: 'body',
              label: 'A request body',
              content: (
                <>
                  <BodyForm
                    draft={body}
                    onDraft={setBody}
                    pending={bodyWhy.pending}
                    onProblem={bodyWhy.clear}
                    onAsk={(sent) => bodyWhy.ask({ ...body, byShape: sent.api === '' }, bodyQuestion(sent))}
                  />
                  <WhyResult why={bodyWhy} now={{ ...body, byShape: bodyWhy.found?.asked.byShape ?? false }}>
                    {(value, { byShape }) => (
                      <ExplanationView
                        explanation={value}
                        byShape={byShape}
                        token={answer}
                        supportContact={supportContact}
                      />
                    )}
                  </WhyResult>
                </>
              ),
            },
            {
              value: 'features',
              label: 'What I want to do',
              content: (
                <>
                  <FeaturesForm
                    draft={features}
                    onDraft={setFeatures}
                    groups={answer.group_details}
                    pending={featuresWhy.pending}
                    onProblem={featuresWhy.clear}
                    onAsk={(draft) => featuresWhy.ask(draft, featuresQuestion(draft))}
                  />
                  <WhyResult why={featuresWhy} now={features}>
                    {(value) => <ExplanationView explanation={value} token={answer} supportContact={supportContact} />}
                  </WhyResult>
                </>
              ),
            },
          ]}
        />
        <p role="status" className="sr-only">
          {story.pending || bodyWhy.pending || featuresWhy.pending ? 'Asking…' : ''}
        </p>
      </div>
    </section>
  );
}
