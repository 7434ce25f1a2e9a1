import type { Held } from './held';
import { unknownToken } from './held';

/** The attribute that marks where in an example the token stands, shown or not. */
export const tokenPlace = 'data-token-place';

/** An example as it works: what is shown, with the token of this visit where the page shows only that there is one. */
export function workingText(source: Element | null | undefined, held: Held | null): string {
  if (!source) return '';
  const copy = source.cloneNode(true) as Element;
  for (const place of copy.querySelectorAll(`[${tokenPlace}]`)) place.textContent = held?.token ?? unknownToken;
  return copy.textContent ?? '';
}
