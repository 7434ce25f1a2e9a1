/** The server reads it and draws the tabs that were chosen: nothing moves when the page's script has come. */
export const sampleCookie = 'sample';

const mostRemembered = 8;

/** The tabs that a reader chose, the last one first. What is in a cookie may be anything. */
export function readSampleChoice(value: string | undefined): readonly string[] {
  try {
    return decodeURIComponent(value ?? '')
      .split('|')
      .filter((tab) => /^[\w .+-]{1,40}$/.test(tab))
      .slice(0, mostRemembered);
  } catch {
    return [];
  }
}

export function writeSampleChoice(tabs: readonly string[]): string {
  return encodeURIComponent(tabs.slice(0, mostRemembered).join('|'));
}
