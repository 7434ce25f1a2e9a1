import type { ReactNode } from 'react';
import type { GroupDetails } from '@/app/_visit/token-answer';
import { inFull } from '../_report/figures';
import { AbilityList } from './abilities';
import { ClientTabs } from './client-tabs';
import { healthWords } from './health-words';

interface Props {
  group: GroupDetails;
  groups: readonly GroupDetails[];
  origin: string;
  supportContact: string | null;
}

/** All that a holder may know of one group, and how to use it. */
export function GroupPanel({ group, groups, origin, supportContact }: Props) {
  return (
    <div className="space-y-6">
      <div className="max-w-2xl space-y-1 text-sm">
        {group.description && <p className="text-pretty text-base">{group.description}</p>}
        {group.aliases.length > 0 && (
          <p className="text-muted">
            Also called{' '}
            {group.aliases.map((name, place) => (
              <span key={name}>
                {place > 0 && ', '}
                <code className="break-all text-soft">{name}</code>
              </span>
            ))}
          </p>
        )}
        <p className="text-muted">{healthWords[group.health].long}</p>
      </div>
      <Part title="What it can carry now">
        <AbilityList can={group.can} />
        <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-1 text-sm">
          <Fact name="Context window" tokens={group.context_tokens} />
          <Fact name="Longest answer" tokens={group.max_output_tokens} />
        </dl>
        {Object.values(group.can).includes(null) && (
          <p className="mt-2 text-muted text-sm">
            What is not declared of the models behind it is tried when a request needs it.
          </p>
        )}
      </Part>
      <Part title="Use it with">
        <ClientTabs group={group} groups={groups} origin={origin} supportContact={supportContact} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h4 className="mb-2 font-medium text-muted text-xs">{title}</h4>
      {children}
    </section>
  );
}

function Fact({ name, tokens }: { name: string; tokens: number | null }) {
  return (
    <div className="flex gap-2">
      <dt className="text-muted">{name}</dt>
      <dd className="tabular-nums">{tokens === null ? 'not declared' : `${inFull(tokens)} tokens`}</dd>
    </div>
  );
}
