/** A page of the console, and never anything else: whoever signs in is led nowhere that somebody else has chosen. */
export function consolePath(path: unknown): string {
  const isOwn =
    typeof path === 'string' && /^\/console(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/.test(path) && !path.includes('//');
  return isOwn ? path : '/console';
}
