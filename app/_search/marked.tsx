import { Fragment } from 'react';
import { partsOf } from './snippet';

/** A text with the words that were meant made plain. */
export function Marked({ text, found }: { text: string; found: ReadonlySet<string> }) {
  return partsOf(text, found).map(({ part, isMeant }, index) =>
    isMeant ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name than their place
      <mark key={index} className="bg-transparent text-accent underline decoration-accent/50 underline-offset-2">
        {part}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
