import type { ReactNode } from 'react';
import { Card, CardHead } from '@/app/_ui/card';
import { KeyValues } from '@/app/_ui/key-values';
import { TextLink } from '@/app/_ui/text-link';
import type { GroupAnswer } from '@/lib/admin/groups/asked';
import { defaultAttempts } from '@/lib/exchange/default-attempts';
import { LimitList } from '../../../../../_ui/limits/limit-list';
import { Moment } from '../../../../../_ui/moment';
import { ruleWords } from '../../_parts/editor/rule-words';
import { duration } from '../../_parts/figures';
import { strategyWords } from '../../_parts/strategy-words';

/** The settings of a group, to be read. */
export function GroupFacts({ group }: { group: GroupAnswer }) {
  const { state, capabilities, version, updated_at, tokens } = group;
  const { retry } = state;
  const facts: { name: string; value: ReactNode }[] = [
    { name: 'Strategy', value: strategyWords[state.strategy].label },
    ...(state.policy
      ? [
          {
            name: 'Policy',
            value: (
              <>
                <TextLink href={`/console/policies/${state.policy}`}>{state.policy}</TextLink>
                {state.policy_reads_text && ', which may read what messages say'}
              </>
            ),
          },
        ]
      : []),
    { name: 'Conversations', value: state.affinity ? 'kept on their targets' : 'not kept on their targets' },
    { name: 'Aliases', value: state.aliases.length > 0 ? state.aliases.join(', ') : 'none' },
    { name: 'Shown to callers who may not use it', value: state.discoverable ? 'yes' : 'no' },
    { name: 'Targets tried at most', value: retry.attempts ?? `${defaultAttempts}, the default` },
    {
      name: 'Time for each target',
      value: retry.attempt_timeout_ms ? duration(retry.attempt_timeout_ms) : 'no limit of its own',
    },
    {
      name: 'Time for all together',
      value: retry.total_timeout_ms ? duration(retry.total_timeout_ms) : 'no limit of its own',
    },
    { name: 'Answers', value: tellValidation(state.validation) },
    {
      name: 'Ceiling for one request',
      value: state.ceiling
        ? `$${state.ceiling.usd_per_request.toLocaleString('en', { maximumFractionDigits: 6 })}`
        : 'none',
    },
    { name: 'Tokens that may use it', value: tokens.toLocaleString('en') },
    {
      name: 'Version',
      value: (
        <>
          {version}, <Moment at={updated_at} />
        </>
      ),
    },
  ];
  return (
    <Card>
      <CardHead title="Settings" />
      <div className="space-y-5 p-5">
        <KeyValues facts={facts} />
        <div className="text-sm">
          <p className="mb-1 text-muted text-xs">Limits on all requests to it together</p>
          <LimitList limits={state.limits} />
        </div>
        <div>
          <p className="text-muted text-xs">What its enabled targets declare that they can do</p>
          <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-sm">
            {Object.entries(capabilities).map(([name, can]) => (
              <li key={name}>
                {name.replaceAll('_', ' ')}:{' '}
                <span className="font-medium">{can === null ? 'not known' : can ? 'yes' : 'no'}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Card>
  );
}

function tellValidation(validation: GroupAnswer['state']['validation']): string {
  if (!validation) return 'held to no rules';
  const rules = validation.rules.map(({ rule }) => ruleWords[rule].label.toLowerCase()).join(', ');
  const streams = validation.buffer_streams ? 'streams are held back' : 'streams are not held back';
  return `${rules}; ${validation.on_failure === 'pass' ? 'passed on with a warning' : 'refused'} where none is good enough; ${streams}`;
}
