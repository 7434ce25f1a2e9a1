/** How texts and queries are cut into words, so that both meet. */

/** Lower case, and cut at everything but letters and digits; a name of several parts is also kept whole: `token-expired`, `base_url`. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [name] of text.matchAll(/[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu)) {
    const whole = name.toLowerCase();
    const parts = whole.split(/[-_.]/);
    words.push(...parts);
    if (parts.length > 1) words.push(whole);
  }
  return words;
}

/** What a word of a text is found by: itself, and its stem. */
export function formsOf(word: string): string[] {
  const stem = stemOf(word);
  return stem === word ? [word] : [word, stem];
}

/** Endings that readers vary: `listed` and `lists` are `list`. Words that are read by a prefix need no more. */
export function stemOf(word: string): string {
  if (word.length < 5 || /[\d_.-]/.test(word)) return word;
  const [ending] = /(?:ing|ed)$/.exec(word) ?? [''];
  if (ending && word.length - ending.length > 3) return word.slice(0, -ending.length);
  if (/.{4}[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/** The word with each two neighbouring letters changed, which is the commonest slip and counts as two of the others. */
export function swapsOf(word: string): string[] {
  if (word.length < 4 || /[\d_.-]/.test(word)) return [];
  return Array.from({ length: word.length - 1 }, (_, at) =>
    [word.slice(0, at), word[at + 1], word[at], word.slice(at + 2)].join(''),
  );
}

/** The words of a question that name nothing. */
export const fillers: ReadonlySet<string> = new Set(
  'a an and are as at be can cannot could did do does for from get had has have how i if in into is it its me my need of on or our please should so that the their them then there these this to us use using want was we what when where which why will with would you your'.split(
    ' ',
  ),
);

/** What readers call things that have another name here. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  vision: ['image'],
  picture: ['image'],
  photo: ['image'],
  pdf: ['file'],
  function: ['tool'],
  functions: ['tool'],
  auth: ['authorization', 'token'],
  login: ['token', 'sign'],
  apikey: ['token'],
  env: ['environment', 'variable'],
  endpoint: ['address', 'origin'],
  host: ['origin', 'address'],
  url: ['address'],
  rate: ['minute'],
  throttled: ['limited'],
  throttle: ['limited'],
  cost: ['budget', 'price'],
  pricing: ['price'],
  spend: ['budget', 'spent'],
  db: ['database', 'store'],
  sql: ['postgresql'],
  failover: ['fallback'],
  balancing: ['weighted'],
  balancer: ['weighted'],
  breaker: ['circuit'],
  sticky: ['affinity'],
  guardrail: ['rule', 'validation'],
  guardrails: ['rule', 'validation'],
  thinking: ['reasoning'],
  sse: ['stream'],
  deploy: ['install'],
  docker: ['install'],
  kubernetes: ['install'],
  admin: ['administrator'],
  forbidden: ['403'],
  who: ['whom', 'contact'],
  renew: ['rotate'],
  roll: ['rotate'],
};

export function otherNamesOf(word: string): readonly string[] {
  return otherNames[word] ?? [];
}
