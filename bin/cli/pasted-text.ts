/** A value as it was copied: the quotes, line ends and the `Bearer ` around it are not part of it. */
export function tidyPasted(text: string): string {
  let tidy = text.trim();
  for (;;) {
    const next = tidy
      .replace(/^(["'`“”‘’])(.*)(["'`“”‘’])$/s, '$2')
      .replace(/^(?:authorization:\s*)?bearer\s+/i, '')
      .trim();
    if (next === tidy) return tidy;
    tidy = next;
  }
}

/**
 * The token id in what was given for one. A whole token has its id in front: someone who pastes it means that token, and
 * the secret goes no further.
 */
export function readTokenId(text: string): { tokenId: string; hadSecret: boolean } {
  const tidy = tidyPasted(text);
  const parts = tidy.split('_');
  if (parts[0] !== 'rtr' || parts.length < 7) return { tokenId: tidy, hadSecret: false };
  return { tokenId: parts.slice(0, 6).join('_'), hadSecret: true };
}
