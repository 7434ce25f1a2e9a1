'use client';

import { useEffect, useRef } from 'react';
import { Callout } from '@/app/_ui/callout';
import { TextLink } from '@/app/_ui/text-link';
import type { SavedSince } from '@/lib/admin/contract';
import type { ActProblem } from '../_act/done';
import { Moment } from './moment';
import { type FieldLabels, tellProblem } from './tell-problem';
import { findWrong } from './wrong-fields';

interface Props {
  problem: ActProblem | null;
  /** What the page calls the fields that a refusal names. */
  labels?: FieldLabels;
  /** The form marks each field of `labels` itself (`findWrong`): here stands only which they are, and what is about none of them. */
  marks?: boolean;
}

/** Why something was not done, beside the button that was pressed. It is read out at once, and the first field to mend is entered. */
export function ActProblemNote({ problem, labels = {}, marks = false }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const wrong = marks ? findWrong(problem, labels) : null;
  const marked = Object.keys(labels).filter((name) => wrong?.fields.has(name));
  const lines = wrong?.rest ?? (problem ? tellProblem(problem, labels) : []);
  // What one object was refused for stands in the message already; what is wrong with a file does not.
  const others =
    problem?.problems.filter(({ path, message }) => {
      return !problem.message.includes(message) && !problem.fields?.some((field) => field.path === path);
    }) ?? [];
  const isMore = lines.length > 0 || others.length > 0 || problem?.since !== undefined;

  useEffect(() => {
    if (marks && problem) enterFirstWrong(place.current);
  }, [marks, problem]);

  return (
    <div ref={place} role="alert" className="space-y-2 empty:hidden">
      {marked.length > 0 && (
        <p className="font-medium text-bad text-sm">
          Not done yet. Look at {listOf(marked.map((name) => `“${labels[name]}”`))}.
        </p>
      )}
      {problem && isMore && (
        <Callout tone="bad" title="Not done">
          {problem.since ? (
            <SavedFirst since={problem.since} />
          ) : (
            <p className="whitespace-pre-line">{lines.join('\n')}</p>
          )}
          {others.length > 0 && (
            <ul className="mt-1 list-disc pl-5">
              {others.map(({ path, message }) => (
                <li key={`${path} ${message}`}>{path ? `${path}: ${message}` : message}</li>
              ))}
            </ul>
          )}
          {problem.code === 'signed-out' && <TextLink href="/console/sign-in">Sign in again</TextLink>}
        </Callout>
      )}
    </div>
  );
}

/** Shows each field of this form that is marked, out of whatever is folded around it, and enters the first. */
function enterFirstWrong(place: HTMLElement | null): void {
  const wrong = [...(place?.closest('form')?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? [])];
  for (const field of wrong) {
    for (let folded = field.closest('details'); folded; folded = folded.parentElement?.closest('details') ?? null)
      folded.open = true;
  }
  wrong[0]?.focus();
}

function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What the API tells a program to send is nothing for whoever looks at a page. */
function SavedFirst({ since: { actor, at, deleted } }: { since: SavedSince }) {
  return (
    <p>
      {actor} {deleted ? 'deleted' : 'changed'} it in the meantime, <Moment at={at} /> UTC. Load this page again and
      look at what it is now.
    </p>
  );
}
