import { Status } from '@/app/_ui/badge';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import type { Explanation } from '../_ask/answers';
import { Isolated } from '../_parts/isolated';
import { decisions, headline, tellTarget } from './explanation-words';
import { NextStepList } from './next-step-list';
import { stepsAfter } from './next-steps';

interface Props {
  explanation: Explanation;
  /** Its API was guessed by its shape. */
  byShape?: boolean;
  token: TokenAnswer;
  supportContact: string | null;
}

/** What a request would come to, and how that is decided. */
export function ExplanationView({ explanation, byShape = false, token, supportContact }: Props) {
  const { tone, words } = headline(explanation);
  const { fault, model, group, targets, able_groups } = explanation;
  const groups = token.group_details;
  // Of the group itself this says what its targets could do, and not what its policy lets them.
  const able = able_groups.filter((id) => id !== group);
  const isRefusedByPolicy = targets.some(({ eligible }) => eligible);
  return (
    <div className="space-y-5">
      <div>
        <h3 id="why-found" className="font-semibold tracking-tight">
          <Status tone={tone}>
            <span className="text-base text-ink">{words}</span>
          </Status>
        </h3>
        {fault && (
          <p className="wrap-anywhere mt-1 max-w-2xl text-pretty text-soft text-sm">
            <Isolated text={fault.message} chosen={model} />
          </p>
        )}
      </div>
      <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[8rem_1fr]">
        {decisions(explanation, token, { byShape }).map((decision) => (
          <div key={decision.title} className="sm:contents">
            <dt>
              <Status tone={decision.tone}>{decision.title}</Status>
            </dt>
            <dd className="wrap-anywhere min-w-0 text-pretty text-soft">
              <Isolated text={decision.words} chosen={model} />
            </dd>
          </div>
        ))}
      </dl>
      {targets.length > 0 && <TargetList explanation={explanation} />}
      {fault && (
        <NextStepList steps={stepsAfter({ fault, able, groups, isRefusedByPolicy })} supportContact={supportContact} />
      )}
    </div>
  );
}

/** By number: what they are is not a caller's to know. */
function TargetList({ explanation: { targets, order } }: { explanation: Explanation }) {
  return (
    <div>
      <h4 className="font-medium text-muted text-xs">Each target of the group, this time</h4>
      <ol className="mt-1.5 divide-y divide-line rounded-md border border-line text-sm">
        {targets.map((target) => {
          const { tone, short, words } = tellTarget(target, order);
          return (
            <li key={target.number} className="grid gap-x-4 px-3 py-2 sm:grid-cols-[5rem_11rem_1fr]">
              <span className="tabular-nums">Target {target.number}</span>
              <Status tone={tone}>{short}</Status>
              <span className="text-pretty text-soft">{words.join(' ')}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
