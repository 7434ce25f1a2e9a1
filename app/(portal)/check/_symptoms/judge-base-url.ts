/** What kind of program is set up: they add different ends to the address they are given. */
export const clientKinds = ['openai', 'anthropic', 'router'] as const;
export type ClientKind = (typeof clientKinds)[number];

export interface BaseUrlVerdict {
  right: boolean;
  /** What is wrong with it, or to know of it. */
  notes: readonly string[];
  /** What this kind of program is to be given. */
  value: string;
}

/** Judges what a program was told to be this deployment’s address. Nothing is asked for it. */
export function judgeBaseUrl(pasted: string, kind: ClientKind, origin: string): BaseUrlVerdict {
  const value = kind === 'openai' ? `${origin}/v1` : origin;
  const wrong = (...notes: string[]) => ({ right: false, notes, value });
  const typed = tidy(pasted);
  if (!/^https?:\/\//i.test(typed))
    return wrong(
      typed.includes('://')
        ? 'The address does not begin with http:// or https://.'
        : `It does not say http:// or https://: it should begin with ${new URL(origin).protocol}//.`,
    );
  const url = readUrl(typed);
  if (url === null) return wrong('This is no address.');
  const notes = [...judgePlace(url, new URL(origin)), ...judgePath(url, kind)];
  if (notes.length > 0) return wrong(...notes);
  const other =
    url.origin === origin
      ? []
      : ['localhost and 127.0.0.1 are both this machine, so both work from it and from nowhere else.'];
  return { right: true, notes: other, value };
}

/** Out of a shell line, quotes and spaces. */
function tidy(pasted: string): string {
  return pasted
    .trim()
    .replace(/^(?:export\s+|set\s+|\$env:)?[A-Za-z_]\w*\s*[=:]\s*(?=["'“‘]?\w+:\/\/)/, '')
    .replace(/^["'`“‘]+|["'`”’;,]+$/g, '');
}

function readUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function judgePlace(url: URL, own: URL): string[] {
  const notes: string[] = [];
  const sameHost = url.hostname === own.hostname || (isLoopback(url.hostname) && isLoopback(own.hostname));
  if (!sameHost) return [`The host is another one: ${url.hostname}. This deployment is at ${own.host}.`];
  if (url.protocol !== own.protocol)
    notes.push(
      `It says ${url.protocol}//, and this deployment is reached by ${own.protocol}//${
        own.protocol === 'https:' ? ': a program that is sent from one to the other may lose its token on the way' : ''
      }.`,
    );
  else if (url.port !== own.port)
    notes.push(
      own.port === ''
        ? `The port is one too many: this deployment is reached without ${url.port}.`
        : `The port is another one: this deployment’s is ${own.port}.`,
    );
  if (url.username !== '' || url.password !== '')
    notes.push('A name or password in the address is not looked at: the token goes into a header.');
  return notes;
}

/** Ends that clients add by themselves. */
const added = /\/(?:chat\/completions|completions|responses|messages(?:\/count_tokens)?|models|embeddings)$/;

function judgePath(url: URL, kind: ClientKind): string[] {
  const notes: string[] = [];
  if (url.search !== '' || url.hash !== '') notes.push('Nothing belongs after the path: no “?” and no “#”.');
  const path = url.pathname;
  if (path.length > 1 && path.endsWith('/')) notes.push('The slash at its end is one too many for some programs.');
  let rest = path.replace(/\/+$/, '');
  if (/\/{2,}/.test(rest)) {
    notes.push('It has two slashes in a row.');
    rest = rest.replace(/\/{2,}/g, '/');
  }
  const end = added.exec(rest)?.[0];
  if (end) {
    notes.push(`Programs add ${end} themselves.`);
    rest = rest.slice(0, -end.length);
  }
  if (kind === 'anthropic') rest = rest.replace(/^\/anthropic(?=\/|$)/, '');
  return [...notes, ...judgeVersion(rest, kind)];
}

function judgeVersion(rest: string, kind: ClientKind): string[] {
  if (/^(?:\/v1){2,}$/.test(rest)) return ['It has /v1 twice.'];
  if (kind === 'openai') {
    if (rest === '/v1') return [];
    if (rest === '') return ['It lacks /v1: an OpenAI client adds only what comes after it.'];
  } else {
    if (rest === '') return [];
    if (rest === '/v1')
      return [
        kind === 'anthropic'
          ? 'It ends in /v1, and an Anthropic client adds /v1 itself: it would ask for /v1/v1.'
          : 'It ends in /v1, and the examples add /v1 themselves: they would ask for /v1/v1.',
      ];
  }
  return [`There is nothing at ${rest} on this deployment.`];
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host);
}
