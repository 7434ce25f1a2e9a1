import { ButtonLink, buttonClass } from './button';

interface Props {
  /** What is shown, in words: “1–50 of 1,204 tokens”. */
  shown: string;
  /** Where each way leads; null where there is nothing that way. */
  previous: string | null;
  next: string | null;
  /** What the two ways are called, where the pages are in time. */
  words?: { previous: string; next: string };
}

export function Pagination({ shown, previous, next, words = { previous: 'Previous', next: 'Next' } }: Props) {
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4">
      <p className="text-muted text-sm tabular-nums">{shown}</p>
      {(previous !== null || next !== null) && (
        <div className="flex gap-2">
          <Way href={previous}>{words.previous}</Way>
          <Way href={next}>{words.next}</Way>
        </div>
      )}
    </nav>
  );
}

function Way({ href, children }: { href: string | null; children: string }) {
  if (href !== null) {
    return (
      <ButtonLink href={href} size="small" prefetch={false}>
        {children}
      </ButtonLink>
    );
  }
  return (
    <span aria-hidden="true" className={`${buttonClass({ look: 'quiet', size: 'small' })} text-muted`}>
      {children}
    </span>
  );
}
