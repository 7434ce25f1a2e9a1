import { useSyncExternalStore } from 'react';
import { readSampleChoice, sampleCookie, writeSampleChoice } from './sample-cookie';

/** The tabs that were chosen in this page's life, the last one first; null until there is one. */
let chosen: readonly string[] | null = null;
const listeners = new Set<() => void>();

/** The tab that a group shows: of those that the reader has chosen anywhere, the last one that it has. */
export function useShownTab(tabs: readonly string[], remembered: readonly string[]): string {
  const choice = useSyncExternalStore(
    subscribe,
    () => chosen ?? remembered,
    () => remembered,
  );
  return choice.find((tab) => tabs.includes(tab)) ?? tabs[0] ?? '';
}

export function chooseTab(tab: string): void {
  const before = chosen ?? readSampleChoice(cookieValue());
  chosen = [tab, ...before.filter((each) => each !== tab)];
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store needs HTTPS, and this may be plain HTTP on a loopback
  document.cookie = `${sampleCookie}=${writeSampleChoice(chosen)}; path=/; max-age=${oneYearSeconds}; samesite=lax`;
  for (const listener of listeners) listener();
}

const oneYearSeconds = 31_536_000;

function cookieValue(): string | undefined {
  return document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${sampleCookie}=`))
    ?.slice(sampleCookie.length + 1);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
