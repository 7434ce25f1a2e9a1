import { NotRunnable, shellCommands } from './shell-commands';

/** A request as a curl command says it, to this deployment. */
export interface CurlRequest {
  method: string;
  /** Relative to the origin, so that it can go nowhere else. */
  path: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: string | null;
}

export type ParsedCurl = { kind: 'request'; request: CurlRequest } | { kind: 'refused'; why: string };

interface Surroundings {
  /** What this deployment is called in the command; the first one is `$ROUTER_BASE_URL`. */
  origins: readonly [string, ...string[]];
  /** What `$NAME` stands for, whatever the script itself says of it. */
  variables: Readonly<Record<string, string>>;
}

/** Reads a script of a few commands: the last curl counts, with the variables that were set before it. */
export function parseCurl(script: string, { origins, variables }: Surroundings): ParsedCurl {
  const fixed: Record<string, string> = { ROUTER_BASE_URL: origins[0], ...variables };
  const set = new Map<string, string>();
  let found: CurlRequest | null = null;
  try {
    for (const words of shellCommands(script, (name) => fixed[name] ?? set.get(name))) {
      const [command, ...rest] = words[0] === 'export' ? words.slice(1) : words;
      if (words[0] === 'curl') found = readArguments(rest, origins);
      else for (const [name, value] of assignments([command ?? '', ...rest])) set.set(name, value);
    }
  } catch (error) {
    if (!(error instanceof NotRunnable)) throw error;
    return { kind: 'refused', why: error.message };
  }
  return found ? { kind: 'request', request: found } : { kind: 'refused', why: 'There is no curl in it.' };
}

/** Of a command that only sets variables; any other command sets none here. */
function assignments(words: readonly string[]): [string, string][] {
  const pairs = words.map((word) => /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word));
  return pairs.every(Boolean) ? pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : [])) : [];
}

interface Said {
  url: string | null;
  method: string | null;
  headers: [string, string][];
  data: string[];
}

function readArguments(words: readonly string[], origins: readonly string[]): CurlRequest {
  const said: Said = { url: null, method: null, headers: [], data: [] };
  const left = [...words];
  const next = (flag: string) => {
    const value = left.shift();
    if (value === undefined) throw new NotRunnable(`curl’s ${flag} says nothing.`);
    return value;
  };
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word.startsWith('--')) longFlag(word, said, next);
    else if (word.startsWith('-') && word !== '-') shortFlags(word.slice(1), said, next);
    else takeUrl(word, said);
  }
  if (said.url === null) throw new NotRunnable('curl is given no address.');
  return requestOf(said, pathOf(said.url, origins));
}

/** What only changes how curl shows the answer. */
const silent = { short: 'sSNfiv', long: ['--silent', '--show-error', '--no-buffer', '--fail', '--fail-with-body'] };
const valued: Readonly<Record<string, string>> = { H: '--header', d: '--data', X: '--request' };

function shortFlags(letters: string, said: Said, next: (flag: string) => string): void {
  for (const [place, letter] of [...letters].entries()) {
    if (silent.short.includes(letter)) continue;
    const long = valued[letter];
    if (!long) throw new NotRunnable(`curl’s -${letter} cannot be done here.`);
    const attached = letters.slice(place + 1);
    longFlag(long, said, attached ? () => attached : next);
    return;
  }
}

function longFlag(flag: string, said: Said, next: (flag: string) => string): void {
  if (silent.long.includes(flag)) return;
  switch (flag) {
    case '--header':
      said.headers.push(headerOf(next(flag)));
      return;
    case '--request':
      said.method = next(flag).toUpperCase();
      return;
    case '--data':
    case '--data-raw':
    case '--data-binary':
      said.data.push(dataOf(next(flag)));
      return;
    case '--json':
      said.data.push(dataOf(next(flag)));
      said.headers.push(['content-type', 'application/json']);
      return;
    case '--url':
      takeUrl(next(flag), said);
      return;
    default:
      throw new NotRunnable(`curl’s ${flag} cannot be done here.`);
  }
}

function takeUrl(url: string, said: Said): void {
  if (said.url !== null) throw new NotRunnable('curl is given two addresses.');
  said.url = url;
}

/** Files are the reader's own, and a page has none. */
function dataOf(value: string): string {
  if (value.startsWith('@')) throw new NotRunnable('It sends a file, which a page cannot read.');
  return value;
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon).trim().toLowerCase();
  if (colon < 1) throw new NotRunnable(`“${line}” is no header.`);
  if (/^(?:host|cookie|origin|referer|content-length|connection|transfer-encoding|sec-.*|proxy-.*)$/.test(name))
    throw new NotRunnable(`A browser lets no page set the header ${name}.`);
  return [name, line.slice(colon + 1).trim()];
}

function pathOf(url: string, origins: readonly string[]): string {
  const origin = origins.find((each) => url === each || url.startsWith(`${each}/`));
  if (origin === undefined) throw new NotRunnable('It goes to another address than this deployment’s.');
  const path = url.slice(origin.length) || '/';
  const nowhere = 'http://this.invalid';
  if (new URL(path, nowhere).origin !== nowhere) throw new NotRunnable('Its address leads elsewhere.');
  return path;
}

function requestOf({ method, headers, data }: Said, path: string): CurlRequest {
  const body = data.length > 0 ? data.join('&') : null;
  const all = [...headers];
  if (body !== null && !headers.some(([name]) => name === 'content-type'))
    all.push(['content-type', 'application/x-www-form-urlencoded']);
  const chosen = method ?? (body === null ? 'GET' : 'POST');
  if (body !== null && (chosen === 'GET' || chosen === 'HEAD'))
    throw new NotRunnable(`A browser sends no body with ${chosen}.`);
  return { method: chosen, path, headers: all, body };
}
