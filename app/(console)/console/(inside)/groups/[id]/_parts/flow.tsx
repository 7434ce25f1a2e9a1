import type { ReactNode } from 'react';
import { CountLink } from '@/app/(console)/_ui/count-link';
import type { GroupAnswer, TargetAnswer } from '@/lib/admin/groups/asked';
import { count, duration, share } from '../../_parts/figures';
import { strategyWords } from '../../_parts/strategy-words';
import { TargetCard } from './target-card';
import { tiersOf } from './tiers-of';

/** From callers through the group to its targets. Text all through: nothing is only drawn. */
export function Flow({ group, mayResume }: { group: GroupAnswer; mayResume: boolean }) {
  const { id, state, tokens, last_day, targets } = group;
  const these = { group: id, from: last_day.from, to: last_day.to };
  const tiers = tiersOf(targets, state.strategy);
  return (
    <figure aria-label="Where requests flow" className="md:flex md:items-stretch">
      <div className="flex flex-col md:flex-row md:items-center">
        <Node title="Callers">
          <p>{count(tokens, 'token')} may use it</p>
          <p>
            <CountLink count={last_day.requests} requests={these}>
              {count(last_day.requests, 'request')}
            </CountLink>
          </p>
        </Node>
        <Wire isUsed={last_day.requests > 0} />
        <Node title={id} strong>
          <p>{strategyWords[state.strategy].label}</p>
          <p>
            <CountLink count={last_day.failed} requests={{ ...these, outcome: 'failed' }}>
              {last_day.requests === 0 ? 'no request yet' : `${share(last_day.failed / last_day.requests)} failed`}
            </CountLink>
          </p>
          {last_day.p50_latency_ms !== null && <p>median {duration(last_day.p50_latency_ms)}</p>}
        </Node>
        <Wire isUsed={last_day.requests > 0} short />
      </div>
      <ol className="min-w-0 grow max-md:ml-8" aria-label={listLabel(state.strategy)}>
        {tiers.map((tier, index) => (
          <Branch key={tier.name} place={placeOf(index, tiers.length)} share={partOf(tier.targets)} isOff={tier.isOff}>
            <Tier name={tier.title} targets={tier.targets} these={these} mayResume={mayResume} />
          </Branch>
        ))}
      </ol>
    </figure>
  );
}

/** Only under failover do they stand in the order in which they are tried. */
function listLabel(strategy: GroupAnswer['state']['strategy']): string {
  return strategy === 'failover' ? 'Targets in the order in which they are tried' : 'Targets as they are declared';
}

function Node({ title, strong = false, children }: { title: string; strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={`w-40 shrink-0 rounded-lg border px-3.5 py-3 text-muted text-xs ${strong ? 'border-accent/40 bg-accent-wash' : 'border-line-strong bg-surface'}`}
    >
      <p className="break-words font-semibold text-ink text-sm">{title}</p>
      {children}
    </div>
  );
}

/** Beside each other on a wide screen, below each other on a narrow one. */
function Wire({ isUsed, short = false }: { isUsed: boolean; short?: boolean }) {
  const look = isUsed ? 'bg-accent/60' : 'bg-line-strong';
  return (
    <span
      aria-hidden="true"
      className={`ml-8 h-6 w-0.5 shrink-0 md:ml-0 md:h-0.5 ${short ? 'md:w-6' : 'md:w-8'} ${look}`}
    />
  );
}

type Place = 'only' | 'first' | 'middle' | 'last';

function placeOf(index: number, length: number): Place {
  if (length === 1) return 'only';
  return index === 0 ? 'first' : index === length - 1 ? 'last' : 'middle';
}

const trunks: Record<Place, string> = {
  only: 'hidden max-md:block max-md:top-0 max-md:h-1/2',
  first: 'top-0 bottom-0 md:top-1/2',
  middle: 'top-0 bottom-0',
  last: 'top-0 h-1/2',
};

/** One way out of the group: as thick as its part of the requests, dashed where nothing goes along it. */
function Branch(props: { place: Place; share: number; isOff: boolean; children: ReactNode }) {
  const thickness = props.share === 0 ? 1.5 : 2 + 6 * props.share;
  const look = props.isOff
    ? 'border-dashed border-line-strong'
    : props.share > 0
      ? 'border-accent/60'
      : 'border-line-strong';
  return (
    <li className="relative py-1.5 pl-8">
      <span aria-hidden="true" className={`absolute left-0 w-0.5 bg-line-strong ${trunks[props.place]}`} />
      <span
        aria-hidden="true"
        className={`absolute top-1/2 left-0 w-8 -translate-y-1/2 ${look}`}
        style={{ borderTopWidth: `${thickness}px` }}
      />
      {props.children}
    </li>
  );
}

interface TierProps {
  name: string | null;
  targets: readonly TargetAnswer[];
  /** What the list of requests is narrowed by to be those that the drawing is of. */
  these: Readonly<Record<string, string>>;
  mayResume: boolean;
}

function Tier({ name, targets, these, mayResume }: TierProps) {
  const cards = targets.map((target) => (
    <TargetCard key={`${target.provider}/${target.model}`} target={target} these={these} mayResume={mayResume} />
  ));
  if (name === null) return cards;
  return (
    <div className="rounded-lg border border-line bg-surface p-3">
      <p className="mb-2 font-medium text-muted text-xs">{name}</p>
      <div className="space-y-2">{cards}</div>
    </div>
  );
}

function partOf(targets: readonly TargetAnswer[]): number {
  return targets.reduce((sum, { last_day }) => sum + (last_day.share ?? 0), 0);
}
