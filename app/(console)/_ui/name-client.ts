/** A browser as people know it; its own words say so in a hundred characters. */
export function nameClient(client: string | null): string {
  if (!client) return 'unknown';
  const browser = browsers.find(([sign]) => client.includes(sign))?.[1];
  const system = systems.find(([sign]) => client.includes(sign))?.[1];
  if (!browser) return client.split(/[\s/(]/)[0]?.slice(0, 40) || 'unknown';
  return system ? `${browser} on ${system}` : browser;
}

/** In this order: most call themselves by the names of those below them too. */
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['CriOS/', 'Chrome'],
  ['FxiOS/', 'Firefox'],
  ['Safari/', 'Safari'],
] as const;

const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;
