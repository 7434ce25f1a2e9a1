interface Placed {
  url: string;
  /** From the upper edge of what is seen. */
  top: number;
}

interface View {
  height: number;
  /** Can the page be scrolled no further? */
  atEnd: boolean;
  /** The fragment in the address. */
  asked: string;
}

/** The heading whose text is being read: the last one in the upper part of what is seen, or above it. */
export function currentHeading(headings: readonly Placed[], { height, atEnd, asked }: View): string | null {
  // The last sections of a page never reach its upper part: what was asked for is what is read, else the last one.
  if (atEnd) {
    const shown = headings.find(({ url, top }) => url === asked && top >= 0 && top < height);
    return (shown ?? headings.at(-1))?.url ?? null;
  }
  return headings.findLast(({ top }) => top < height * 0.4)?.url ?? null;
}
