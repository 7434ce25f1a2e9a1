import { Callout } from '@/app/_ui/callout';
import { TextLink } from '@/app/_ui/text-link';
import type { ActProblem } from '../_act/done';

/** Why something was not done, beside the button that was pressed. It is read out at once. */
export function ActProblemNote({ problem }: { problem: ActProblem | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {problem && (
        <Callout tone="bad" title="Not done">
          <p className="whitespace-pre-line">{problem.message}</p>
          {problem.problems.length > 0 && (
            <ul className="mt-1 list-disc pl-5">
              {problem.problems.map(({ path, message }) => (
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
