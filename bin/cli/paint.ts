import type { Screen, Surroundings } from './surroundings';

export type Paint = Record<keyof typeof styles, (text: string) => string>;

const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** Colour for a terminal, and plain text for everything else (https://no-color.org). */
export function paintFor(screen: Screen, environment: Surroundings['environment']): Paint {
  const coloured = screen.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  const paint = ([on, off]: readonly [number, number]) => {
    return (text: string) => (coloured && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text);
  };
  return Object.fromEntries(Object.entries(styles).map(([name, codes]) => [name, paint(codes)])) as Paint;
}

/** Text from a server or a file as a terminal may show it: a control character in it must not move the cursor. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
