import { Callout } from '@/app/_ui/callout';
import { TextLink } from '@/app/_ui/text-link';
import type { ActProblem } from '../_act/done';

/** Why something was not done, beside the button that was pressed. It is read out at once. */
export function ActProblemNote({ problem }: { problem: ActProblem | null }) {
  // What one object was refused for stands in the message already; what is wrong with a file does not.
  const others = problem?.problems.filter(({ message }) => !problem.message.includes(message)) ?? [];
  return (
    <div role="alert" className="empty:hidden">
      {problem && (
        <Callout tone="bad" title="Not done">
          <p className="whitespace-pre-line">{problem.message}</p>
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
