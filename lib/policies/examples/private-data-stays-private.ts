/**
 * Private data stays on private targets: what comes from a project that handles such data, or looks like it holds some, goes to
 * providers of our own and nowhere else. If none of them can take it the request is refused; it is never sent on.
 *
 * Declare the policy with `on_error: fail`: with a fallback strategy, a request would go anywhere when the policy fails. The
 * group must let its policy read the text; where it does not, every request counts as private.
 */
const privateProviders = ['local', 'own-cloud'];
const privateProjects = ['payroll', 'patients'];

const patterns: readonly [name: string, pattern: RegExp][] = [
  // Each begins with what is rare or fixed in length: the text may be long, and the deadline is short.
  ['an e-mail address', /\w@[\w-]{1,63}\.\w/],
  ['a bank account', /\b[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){3,7}\b/],
  ['a card number', /\b\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}\b/],
  ['a word that marks it', /\b(confidential|internal only)\b/i],
];

export function route({ caller, request, targets }: PolicyContext): PolicyDecision {
  const why = whyPrivate(caller, request);
  if (why === null) return { label: 'public' };
  return {
    targets: targets.filter(({ provider }) => privateProviders.includes(provider)),
    label: 'private',
    reason: why,
  };
}

function whyPrivate(caller: PolicyCaller, request: PolicyRequest): string | null {
  if (privateProjects.includes(caller.project)) return `the project ${caller.project} handles private data`;
  const { text } = request;
  if (text === undefined) return 'the text may not be read';
  if (request.textIsCut) return 'the text is too long to be looked through';
  if (request.imageCount + request.fileCount > 0) return 'images and files are not looked into';
  const found = patterns.find(([, pattern]) => pattern.test(text));
  return found ? `it holds ${found[0]}` : null;
}
