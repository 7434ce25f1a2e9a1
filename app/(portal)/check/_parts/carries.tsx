import type { GroupDetails } from './token-answer';

const abilities = [
  ['tools', 'Tools'],
  ['vision', 'Images'],
  ['structured_output', 'Structured output'],
  ['reasoning', 'Reasoning'],
  ['embeddings', 'Embeddings'],
] as const;

const looks = {
  yes: { sign: '✓', words: 'yes', className: 'text-good' },
  no: { sign: '–', words: 'no', className: 'text-muted' },
  unsaid: { sign: '?', words: 'not declared, will be tried', className: 'text-warn' },
};

/** What a group can carry, as its targets declare it; the sign is repeated in words, because colour alone says nothing. */
export function Carries({ group }: { group: GroupDetails }) {
  return (
    <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {abilities.map(([name, label]) => {
        const can = group.can[name];
        const { sign, words, className } = can === null ? looks.unsaid : can ? looks.yes : looks.no;
        return (
          <li key={name} className={className} title={`${label}: ${words}`}>
            <span aria-hidden="true" className="mr-1 inline-block w-3 text-center font-mono">
              {sign}
            </span>
            {label}
            <span className="sr-only">: {words}</span>
          </li>
        );
      })}
      {group.context_tokens !== null && (
        <li className="text-muted">up to {group.context_tokens.toLocaleString('en')} tokens of context</li>
      )}
    </ul>
  );
}
