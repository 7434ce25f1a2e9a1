/** Takes a pasted token out of what it came in: a shell line, a header, quotes, spaces, line ends. */
export function tidyToken(pasted: string): string {
  const text = pasted.replace(invisible, '');
  let token = text;
  // Wrappings come in any order and inside one another, so take off the outermost until nothing changes.
  for (let before = ''; before !== token; ) {
    before = token;
    token = wrappings.reduce((rest, wrapping) => rest.replace(wrapping, ''), token.trim());
  }
  // From amid other things, such as a whole command, the one word that is a token.
  if (!token.startsWith('rtr_')) token = amid.exec(text)?.[0] ?? token;
  // What a terminal or a mail broke over lines is one word again.
  return token.replace(/\s+/g, '');
}

/** Zero-width characters and byte order marks that ride along from documents and chats. */
const invisible = /[\u200b-\u200d\u2060\ufeff]/g;

const amid = /\brtr_[\w-]{36,}/;

const wrappings: readonly RegExp[] = [
  /^(?:export|set)\s+/i,
  /^\$env:/i,
  /^[A-Z][A-Z0-9_]*\s*=\s*/,
  /^(?:-H|--header)\s+/,
  /^(?:authorization|x-api-key)\s*:\s*/i,
  /^bearer\s+/i,
  /^["'`“”‘’«»<]+/,
  /["'`“”‘’«»>;,\\]+$/,
];

/** May this be sent as a header at all? What no token has in it never leaves the page. */
export function isSendable(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}
