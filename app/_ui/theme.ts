/** What the reader chose; `system` is no choice and leaves no cookie. */
export type Theme = 'system' | 'light' | 'dark';

/** The server reads it and writes the page in that theme: no flash, and no script that must run first. */
export const themeCookie = 'theme';

export function readTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}
