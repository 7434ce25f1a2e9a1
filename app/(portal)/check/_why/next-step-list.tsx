import { SupportContact } from '@/app/_ui/support-contact';
import { TextLink } from '@/app/_ui/text-link';
import type { Step } from './next-steps';

/** What to do next, the likeliest help first. */
export function NextStepList({ steps, supportContact }: { steps: readonly Step[]; supportContact: string | null }) {
  return (
    <div className="rounded-md bg-surface px-4 py-3 text-sm">
      <h4 className="font-medium">What to do next</h4>
      <ul className="mt-1 space-y-1.5">
        {steps.map(({ words, groups, link, ask }) => (
          <li key={words} className="text-pretty text-soft">
            {words}
            {groups?.map((id, place) => (
              <span key={id}>
                {place > 0 ? ', ' : ' '}
                <TextLink href={`#group-${id}`} className="wrap-anywhere font-mono">
                  {id}
                </TextLink>
              </span>
            ))}{' '}
            {ask && <SupportContact contact={supportContact} />}{' '}
            {link && (
              <span className={groups ? 'block' : undefined}>
                <TextLink href={link.href}>{link.words}</TextLink>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
