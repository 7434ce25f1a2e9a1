import type { ReactNode } from 'react';
import { Status } from '@/app/_ui/badge';
import { TextLink } from '@/app/_ui/text-link';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { BaseUrlCheck } from './base-url-check';
import { MissingGroup } from './missing-group';
import { Symptom } from './symptom';
import { type SymptomId, symptomIds, symptomWords } from './symptom-words';

interface Props {
  /** The visit's token; without one, what can be said to everybody. */
  token: TokenAnswer | null;
  origin: string;
  supportContact: string | null;
}

/** What goes wrong most, each answered for this token as it is now. */
export function Symptoms({ token, origin, supportContact }: Props) {
  return (
    <section id="symptoms" aria-labelledby="symptoms-title" className="mt-10 scroll-mt-20">
      <h2 id="symptoms-title" className="font-semibold text-lg tracking-tight">
        When something does not work
      </h2>
      <p className="mt-1 max-w-2xl text-pretty text-muted text-sm">
        {token ? 'Each answered for this token, as it is now.' : 'With a token put in above, each is answered for it.'}
      </p>
      <ul className="mt-3 rounded-lg border border-line bg-raised shadow-low">
        {symptomIds.map((id) => {
          const { verdict, sentences } = symptomWords(id, token);
          return (
            <Symptom
              key={id}
              id={`symptom-${id}`}
              title={titles[id]}
              aside={verdict && <Status tone={verdict.tone}>{verdict.words}</Status>}
            >
              {sentences.map((sentence) => (
                <p key={sentence} className="text-pretty text-soft">
                  {sentence}
                </p>
              ))}
              {id === '404' && <BaseUrlCheck origin={origin} />}
              {id === 'missing-group' && token && <MissingGroup token={token} supportContact={supportContact} />}
              <More id={id} token={token} />
            </Symptom>
          );
        })}
      </ul>
    </section>
  );
}

const titles: Readonly<Record<SymptomId, string>> = {
  'empty-list': 'No groups are listed',
  '401': '401, unauthorized',
  '403': '403, not allowed',
  'missing-group': 'A group is missing',
  '422': '422, no-eligible-target',
  '404': '404, or a web page in place of an answer: is the base URL right?',
  '5xx': '502, 503 or 504',
};

const pages: Readonly<Record<SymptomId, readonly string[]>> = {
  'empty-list': [],
  '401': ['unauthorized'],
  '403': ['model-not-allowed'],
  'missing-group': ['model-not-allowed'],
  '422': ['no-eligible-target'],
  '404': ['not-found'],
  '5xx': ['upstream-failed', 'upstream-unavailable', 'upstream-timeout'],
};

function More({ id, token }: { id: SymptomId; token: TokenAnswer | null }) {
  const links: ReactNode[] = codesOf(id, token).map((code) => (
    <TextLink key={code} href={`/docs/errors/${code}`}>
      {code}
    </TextLink>
  ));
  if (token && (id === '422' || id === '5xx'))
    links.push(
      <TextLink key="why" href="#why">
        Why was it?
      </TextLink>,
    );
  if (links.length === 0) return null;
  return <p className="flex flex-wrap gap-x-4">{links}</p>;
}

function codesOf(id: SymptomId, token: TokenAnswer | null): readonly string[] {
  if (id !== '403' || token === null || token.status === 'active') return pages[id];
  return [`token-${token.status}`];
}
