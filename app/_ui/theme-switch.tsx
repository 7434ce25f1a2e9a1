'use client';

import { useState } from 'react';
import { Icon, type IconName } from './icon';
import { type Theme, themeCookie } from './theme';

/** Goes round system, light, dark. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);

  function choose(next: Theme) {
    setTheme(next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    const age = next === 'system' ? 0 : oneYearSeconds;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store needs HTTPS, and this may be plain HTTP on a loopback
    document.cookie = `${themeCookie}=${next}; path=/; max-age=${age}; samesite=lax`;
  }

  return (
    <button
      type="button"
      onClick={() => choose(following[theme])}
      aria-label={`Colours: ${theme}. Change to ${following[theme]}`}
      title={`Colours: ${theme}`}
      className="inline-flex size-8 items-center justify-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-ink"
    >
      <Icon name={signs[theme]} />
    </button>
  );
}

const oneYearSeconds = 31_536_000;
const following: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const signs: Record<Theme, IconName> = { system: 'system', light: 'sun', dark: 'moon' };
