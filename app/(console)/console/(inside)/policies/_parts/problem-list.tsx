import type { PolicyProblem } from '@/lib/admin/contract/policies';

interface Props {
  problems: readonly PolicyProblem[];
  state: 'checking' | 'right' | 'wrong' | 'unknown';
  onGo(line: number): void;
}

const words = {
  checking: 'Checking …',
  right: 'No mistakes: syntax, rules, types and a trial on three samples.',
  unknown: 'It could not be checked:',
};

/** What is wrong, each a way to its line. It is read out when it changes. */
export function ProblemList({ problems, state, onGo }: Props) {
  const count = problems.length === 1 ? '1 mistake:' : `${problems.length} mistakes:`;
  return (
    <div role="status" className="min-h-6 text-sm">
      <p className={state === 'wrong' || state === 'unknown' ? 'text-bad' : 'text-muted'}>
        {state === 'wrong' ? count : words[state]}
      </p>
      {state !== 'right' && problems.length > 0 && (
        <ul className="mt-1 space-y-1">
          {problems.map(({ line, column, message }) => (
            <li key={`${line} ${column} ${message}`} className="flex gap-2">
              {line !== null && (
                <button
                  type="button"
                  onClick={() => onGo(line)}
                  className="shrink-0 cursor-pointer font-medium text-accent underline underline-offset-2"
                >
                  Line {line}
                </button>
              )}
              <span className="min-w-0 break-words">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
