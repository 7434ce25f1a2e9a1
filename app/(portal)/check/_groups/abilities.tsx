import { classes } from '@/app/_ui/classes';
import { Icon, type IconName } from '@/app/_ui/icon';
import type { GroupDetails } from '@/app/_visit/token-answer';
import type { Ability } from '@/lib/gateway/contract';

/** What a request may need of a group, in the order it is asked for most. */
export const abilities: readonly { name: Ability; short: string; long: string }[] = [
  { name: 'tools', short: 'Tools', long: 'Tools' },
  { name: 'vision', short: 'Images', long: 'Images' },
  { name: 'files', short: 'Files', long: 'PDF and other files' },
  { name: 'structured_output', short: 'JSON', long: 'Answers by a schema' },
  { name: 'reasoning', short: 'Reasoning', long: 'Reasoning' },
  { name: 'embeddings', short: 'Embeddings', long: 'Embeddings' },
];

/** Those with a column in the list of groups; the rest is told where a group is opened. */
export const listed = abilities.filter(({ name }) => name !== 'embeddings');

export interface Sign {
  icon: IconName | null;
  words: string;
  className: string;
}

export function signOf(able: boolean | null): Sign {
  if (able === null) return { icon: null, words: 'not declared', className: 'text-warn' };
  return able
    ? { icon: 'check', words: 'yes', className: 'text-good' }
    : { icon: 'dash', words: 'no', className: 'text-muted' };
}

/** What a group can carry, each in words, since neither colour nor shape says anything to some. */
export function AbilityList({ can }: { can: GroupDetails['can'] }) {
  return (
    <ul className="grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-2 lg:grid-cols-3">
      {abilities.map(({ name, long }) => {
        const { words, className } = signOf(can[name]);
        return (
          <li key={name} className="flex items-center gap-2">
            <AbilitySign able={can[name]} />
            <span>{long}</span>
            <span className={classes('text-xs', className)}>{words}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** It stands beside words and says nothing by itself. */
export function AbilitySign({ able }: { able: boolean | null }) {
  const { icon, className } = signOf(able);
  if (icon !== null) return <Icon name={icon} className={classes('size-4', className)} />;
  return (
    <span aria-hidden="true" className={classes('inline-block w-4 text-center font-mono', className)}>
      ?
    </span>
  );
}
