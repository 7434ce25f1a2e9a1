import { Callout } from '@/app/_ui/callout';
import { TextLink } from '@/app/_ui/text-link';
import type { SavedSince } from '@/lib/admin/contract';
import type { ActProblem } from '../_act/done';
import { Moment } from './moment';
import { type FieldLabels, tellProblem } from './tell-problem';

interface Props {
  problem: ActProblem | null;
  /** What the page calls the fields that a refusal names. */
  labels?: FieldLabels;
}

/** Why something was not done, beside the button that was pressed. It is read out at once. */
export function ActProblemNote({ problem, labels = {} }: Props) {
  // What one object was refused for stands in the message already; what is wrong with a file does not.
  const others = problem?.problems.filter(({ message }) => !problem.message.includes(message)) ?? [];
  return (
    <div role="alert" className="empty:hidden">
      {problem && (
        <Callout tone="bad" title="Not done">
          {problem.since ? (
            <SavedFirst since={problem.since} />
          ) : (
            <p className="whitespace-pre-line">{tellProblem(problem, labels).join('\n')}</p>
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

/** What the API tells a program to send is nothing for whoever looks at a page. */
function SavedFirst({ since: { actor, at, deleted } }: { since: SavedSince }) {
  return (
    <p>
      {actor} {deleted ? 'deleted' : 'changed'} it in the meantime, <Moment at={at} /> UTC. Load this page again and
      look at what it is now.
    </p>
  );
}
