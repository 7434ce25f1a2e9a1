import { classes } from '@/app/_ui/classes';
import { Icon, type IconName } from '@/app/_ui/icon';
import type { GroupDetails } from '@/app/_visit/token-answer';
import { GroupName } from './group-name';

const abilities = [
  ['tools', 'Tools'],
  ['vision', 'Images'],
  ['structured_output', 'JSON'],
  ['reasoning', 'Reasoning'],
  ['embeddings', 'Embeddings'],
] as const;

/** The groups side by side with what each can carry; on a phone each is a card, its signs under their names. */
export function GroupTable({ groups }: { groups: readonly GroupDetails[] }) {
  return (
    <table className="mt-3 w-full border-separate border-spacing-0 rounded-lg border border-line bg-raised text-sm max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          <th scope="col" className={`${head} rounded-tl-lg pl-4 text-left`}>
            Group
          </th>
          {abilities.map(([name, label]) => (
            <th key={name} scope="col" className={`${head} px-2 text-center`}>
              {label}
            </th>
          ))}
          <th scope="col" className={`${head} rounded-tr-lg pr-4 pl-2 text-right`}>
            Context
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {groups.map((group) => (
          <tr
            key={group.id}
            className="group max-md:grid max-md:grid-cols-3 max-md:border-line max-md:border-b max-md:p-4 max-md:last:border-b-0"
          >
            <th scope="row" className={`${cell} pl-4 text-left font-normal max-md:col-span-3 max-md:pb-2 max-md:pl-0`}>
              <GroupName group={group} />
              <Aliases names={group.aliases} />
            </th>
            {abilities.map(([name, label]) => (
              <td key={name} className={`${cell} px-2 text-center max-md:px-0 max-md:text-left`}>
                <Can able={group.can[name]} label={label} />
              </td>
            ))}
            <td className={`${cell} pr-4 pl-2 text-right tabular-nums max-md:px-0 max-md:text-left`}>
              <span className="text-muted text-xs md:hidden">Context </span>
              {group.context_tokens === null ? (
                <span className="text-muted">not said</span>
              ) : (
                inThousands(group.context_tokens)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const head = 'border-line border-b bg-surface py-2 font-medium text-muted text-xs';
const cell = 'py-3 align-middle md:border-line md:border-b md:group-last:border-b-0 max-md:py-1';

function Aliases({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className="mt-0.5 text-muted text-xs">
      Also called{' '}
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code className="break-all text-soft">{name}</code>
        </span>
      ))}
    </p>
  );
}

/** The sign is repeated in words, because neither colour nor shape says anything to a screen reader. */
function Can({ able, label }: { able: boolean | null; label: string }) {
  const { sign, words, className } = able === null ? looks.unsaid : able ? looks.yes : looks.no;
  return (
    <span
      className={classes('inline-flex items-center gap-1.5 md:justify-center', className)}
      title={`${label}: ${words}`}
    >
      {sign === null ? (
        <span className="w-4 text-center font-mono" aria-hidden="true">
          ?
        </span>
      ) : (
        <Icon name={sign} />
      )}
      <span className="text-xs md:hidden" aria-hidden="true">
        {label}
      </span>
      <span className="sr-only">
        {label}: {words}
      </span>
    </span>
  );
}

const looks: Record<'yes' | 'no' | 'unsaid', { sign: IconName | null; words: string; className: string }> = {
  yes: { sign: 'check', words: 'yes', className: 'text-good' },
  no: { sign: 'dash', words: 'no', className: 'text-muted' },
  unsaid: { sign: null, words: 'not declared, will be tried', className: 'text-warn' },
};

/** 128,000 tokens as “128K”: a figure to compare, with the whole of it in the title. */
function inThousands(tokens: number) {
  const short = tokens < 1000 ? `${tokens}` : `${Math.round(tokens / 1000).toLocaleString('en')}K`;
  return <span title={`${tokens.toLocaleString('en')} tokens`}>{short}</span>;
}
