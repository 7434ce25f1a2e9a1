'use client';

import { Button } from '@/app/_ui/button';
import { Input } from '@/app/_ui/field';
import { Icon } from '@/app/_ui/icon';
import { Cell, Row } from '@/app/_ui/table';
import type { TargetChoice } from '@/lib/admin/groups/asked';
import { share as showShare } from '../figures';
import { describeModel } from './describe-model';
import type { DraftTarget } from './draft';

export type MoveButton = 'up' | 'down';

interface Props {
  target: DraftTarget;
  /** What is known of its model. */
  choice: TargetChoice | undefined;
  /** Left out where the strategy does not go by weight. */
  share: number | null | undefined;
  /** Which of its fields are wrong; what is wrong with them stands at `wrongId`. */
  wrong: ReadonlySet<string>;
  wrongId: string;
  hasPriority: boolean;
  isFirst: boolean;
  isLast: boolean;
  onChange(some: Partial<DraftTarget>): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

export function TargetRow(props: Props) {
  const { target, choice, share, wrong, wrongId, hasPriority, isFirst, isLast, onChange, onMove, onRemove } = props;
  const { provider, model, weight, priority, enabled } = target;
  const name = `${provider}/${model}`;
  const number = (field: 'weight' | 'priority') =>
    ({
      inputMode: 'numeric',
      autoComplete: 'off',
      required: true,
      'aria-invalid': wrong.has(field) || undefined,
      'aria-describedby': wrong.has(field) ? wrongId : undefined,
    }) as const;
  const moveButton = (way: MoveButton, by: -1 | 1, disabled: boolean) => (
    <Button
      look="quiet"
      size="small"
      aria-label={`Move ${name} ${way}`}
      data-focus={`${way} ${name}`}
      disabled={disabled}
      onClick={() => onMove(by)}
      className="px-1.5"
    >
      <Icon name="chevron" className={way === 'up' ? 'size-4 rotate-180' : 'size-4'} />
    </Button>
  );
  return (
    <Row className={enabled ? undefined : 'text-muted'}>
      <Cell className="whitespace-nowrap">
        {moveButton('up', -1, isFirst)}
        {moveButton('down', 1, isLast)}
      </Cell>
      <Cell className="min-w-48">
        <code className="break-all">{name}</code>
        <p className="text-muted text-xs">{choice ? describeModel(choice) : 'no such model any more: take it out'}</p>
      </Cell>
      {hasPriority && (
        <Cell>
          <Input
            {...number('priority')}
            aria-label={`Priority of ${name}`}
            value={priority}
            onChange={(event) => onChange({ priority: event.target.value })}
            className="w-20"
          />
        </Cell>
      )}
      <Cell>
        <Input
          {...number('weight')}
          aria-label={`Weight of ${name}`}
          value={weight}
          onChange={(event) => onChange({ weight: event.target.value })}
          className="w-24"
        />
      </Cell>
      {share !== undefined && (
        <Cell numeric className="whitespace-nowrap">
          {showShare(share)}
        </Cell>
      )}
      <Cell>
        <input
          type="checkbox"
          aria-label={`${name} is on`}
          checked={enabled}
          onChange={(event) => onChange({ enabled: event.target.checked })}
          className="size-4 accent-accent"
        />
      </Cell>
      <Cell>
        <Button
          look="quiet"
          size="small"
          aria-label={`Take out ${name}`}
          data-focus={`remove ${name}`}
          onClick={onRemove}
          className="px-1.5"
        >
          <Icon name="close" />
        </Button>
      </Cell>
    </Row>
  );
}
