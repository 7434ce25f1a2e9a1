/** Shorter ones are words that a line may well hold by chance. */
const leastLength = 8;

/**
 * Takes secrets out of a line of the log: what is known to be one, what has the form of one, and what stands under a name that says so.
 * On the finished text, so that nothing is too deep for it: an error's message, its stack, headers inside of it. What should not be logged is
 * never given to the log in the first place; this is a second net (field-failures 50).
 */
export function scrub(line: string, known: readonly string[]): string {
  let clean = line;
  for (const secret of known) {
    if (secret.length >= leastLength && clean.includes(secret)) clean = clean.replaceAll(secret, redacted);
  }
  return clean
    .replace(named, `$1"${redacted}"`)
    .replace(namedWithin, `$1$2"${redacted}$2"`)
    .replace(credentials, `$1 ${redacted}`)
    .replace(routerTokens, hideToken)
    .replace(providerKeys, redacted);
}

const redacted = '[redacted]';

const names =
  '(?:proxy-)?authorization|(?:x-|xi-|x-goog-)?api[-_]?key|(?:set-)?cookie|(?:[a-z]+[-_])?(?:token|secret|password)';
/** `"x-api-key":"…"` in an object, a list of values too, and `"x-api-key","…"` where headers are a list. */
const text = '"(?:[^"\\\\]|\\\\.)*"';
const named = new RegExp(`("(?:${names})"[:,])(?:${text}|\\[(?:${text},?)*\\])`, 'gi');
/** The same in a text within the text, whose quotes have backslashes before them: as many at the end of the value as at its beginning. */
const namedWithin = new RegExp(`((\\\\+)"(?:${names})\\2"\\s*[:,]\\s*)(?:\\2"(?:.*?[^\\\\])?\\2"|\\[.*?\\])`, 'gi');
const credentials = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi;
const routerTokens = /\brtr(?:admin)?_[\w-]+/g;
/** As OpenAI, Anthropic, Google, AWS and others write them. */
const providerKeys = /\b(?:(?:sk|pk|gsk|xai|hf|r8|nvapi)[-_]|AKIA|AIza)[\w-]{16,}/g;

/** The public part stays: it is what the log tells a token by. */
function hideToken(token: string): string {
  const [publicPart] = /^rtradmin_[0-9a-z]{12}(?=_)|^rtr(?:_[a-z0-9-]+){5}(?=_|$)/.exec(token) ?? [];
  if (publicPart === token) return token;
  if (publicPart) return `${publicPart}_${redacted}`;
  // A file may declare a token of another form, which is 40 characters or more.
  return token.length < 32 ? token : redacted;
}
