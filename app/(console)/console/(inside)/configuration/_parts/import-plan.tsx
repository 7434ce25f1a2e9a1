'use client';

import { Button } from '@/app/_ui/button';
import { Callout } from '@/app/_ui/callout';
import { TextLink } from '@/app/_ui/text-link';
import type { ApplyAnswer } from '@/lib/admin/contract';
import { Difference } from '../../../../_ui/difference';

interface Props {
  /** What applying would change; null until it was compared. */
  plan: ApplyAnswer | null;
  /** What was applied. */
  applied: ApplyAnswer | null;
  pending: boolean;
  onApply(): void;
}

export function ImportPlan({ plan, applied, pending, onApply }: Props) {
  const shown = plan ?? applied;
  return (
    <div role="status" className={shown ? 'space-y-4 border-line border-t p-5' : undefined}>
      {applied && (
        <Callout tone="good" title={applied.changes.length === 0 ? 'Nothing was to be changed' : 'Applied'}>
          {applied.changes.length > 0 && (
            <p>
              {objects(applied.changes.length)}, in force as policy version {applied.version}. Each is in the{' '}
              <TextLink href="/console/audit">audit</TextLink>.
            </p>
          )}
        </Callout>
      )}
      {shown && shown.notices.length > 0 && (
        <Callout tone="warn" title="Note">
          <ul className="list-disc space-y-1 pl-5">
            {shown.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Callout>
      )}
      {plan && (
        <>
          <h3 className="font-semibold text-base">What applying it would change</h3>
          <Difference changes={plan.changes} />
          {plan.changes.length > 0 && (
            <Button look="primary" pending={pending} onClick={onApply}>
              Apply {objects(plan.changes.length)}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function objects(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'change' : 'changes'}`;
}
