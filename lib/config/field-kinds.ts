import { z } from 'zod';
import { slugPattern } from '../callers/token-format';

/**
 * The kinds of values that fields take, each saying what it expects when it is given something else. `meta` is what the JSON
 * Schema and the docs say of it: a check in code says nothing there by itself.
 */
export const slug = text(slugPattern, 'expected lower-case letters, digits and hyphens, 64 at most').meta({
  title: 'lower-case letters, digits and hyphens',
});

const nameWords =
  'expected lower-case letters, digits, ".", "_" and "-", a letter or digit first, 64 characters at most';
export const groupId = text(/^[a-z0-9][a-z0-9._-]{0,63}$/, nameWords).meta({ title: 'name' });
export const aliasName = groupId;
export const providerId = groupId;

/** As free as upstreams' own names are; no spaces. */
export const modelId = text(
  /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$/,
  'expected letters, digits and ". _ : / @ + -", a letter or digit first, 128 characters at most',
).meta({ title: 'name' });

/** A text of people's own, on one line. */
export const words = (most: number) => wordsWithout(most, unshownCharacter);

/** The same on any number of lines, tabs and all. */
export const prose = (most: number) => wordsWithout(most, unshownInLines);

function wordsWithout(most: number, unshown: RegExp) {
  return z
    .string()
    .refine((value) => value.trim() !== '' && value.length <= most, `expected 1 to ${most} characters`)
    .superRefine((value, context) => {
      const message = explainUnshown(value, unshown);
      if (message) context.addIssue({ code: 'custom', message });
    })
    .meta({ title: 'text', minLength: 1, maxLength: most });
}

/** Steering characters, those that turn the reading direction, separators of lines, halves of characters. */
const unshownCharacter = /[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const unshownInLines = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u;

/** What would make a text read otherwise than it is, by its number and its place: shown, it would do just that. */
function explainUnshown(value: string, unshown: RegExp): string | null {
  const found = unshown.exec(value);
  if (!found) return null;
  const code = found[0].codePointAt(0) ?? 0;
  const place = [...value.slice(0, found.index)].length + 1;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (/[\n\r\u2028\u2029]/.test(found[0])) return `expected one line; character ${place} ends the line (${name})`;
  const isHalf = /\p{Surrogate}/u.test(found[0]);
  const isControl = /\p{Cc}/u.test(found[0]);
  const kind = isHalf
    ? 'is half of one'
    : isControl
      ? 'is a control character'
      : 'changes how the text around it reads';
  return `character ${place} ${kind} (${name}); take it out`;
}

export const wholeNumber = (least: number, most: number) => {
  const expected = `expected a whole number from ${least} to ${most}`;
  return z
    .number(expected)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, expected)
    .meta({ title: 'whole number', type: 'integer', minimum: least, maximum: most });
};

/** A day at most: the timers of the platform end at 24 days. */
export const milliseconds = wholeNumber(1, 86_400_000).meta({ title: 'milliseconds' });

/** The store keeps six decimals: a seventh would be a change at every apply. */
const dollarsWords = 'expected US dollars per million tokens: a number from 0 to below 1,000,000, such as 0.25';
export const dollars = z
  .number(dollarsWords)
  .refine((value) => value >= 0 && value < 1_000_000, dollarsWords)
  .refine((value) => Number(value.toFixed(6)) === value, 'expected six decimals at most')
  .meta({ title: 'US dollars per million tokens', minimum: 0, exclusiveMaximum: 1_000_000 });

/** What one request may cost. */
const requestDollarsWords = 'expected US dollars for one request, above 0 and 1000 at most, such as 0.25';
export const requestDollars = z
  .number(requestDollarsWords)
  .refine((value) => value > 0 && value <= 1_000, requestDollarsWords)
  .refine((value) => Number(value.toFixed(6)) === value, 'expected six decimals at most')
  .meta({ title: 'US dollars', exclusiveMinimum: 0, maximum: 1_000 });

/** TypeScript: what it says is told by whoever compiles it. */
export const policySource = z
  .string()
  .min(1, 'expected TypeScript that exports route(context)')
  .max(65_536, 'expected 65,536 characters at most')
  .meta({ title: 'TypeScript' });

/** Read as ECMAScript writes it; what of that can be run safely is told by lib/validation. */
export const pattern = z
  .string()
  .min(1, 'expected a pattern')
  .max(1000, 'expected 1000 characters at most')
  .meta({ title: 'regular expression' });

export const moment = z.iso
  .datetime({
    offset: true,
    error: 'expected a date and time with its zone (ISO 8601), such as 2027-01-31T00:00:00Z',
  })
  .refine(isWithinYears, 'expected a date and time of the years 1970 to 9999, such as 2027-01-31T00:00:00Z')
  .meta({ title: 'date and time with its zone' });

/** Where a span begins or ends: a date in UTC, or a moment with its zone. */
export const dayOrMoment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'expected a date such as 2027-01-31, or a moment with its zone',
  })
  .refine(isWithinYears, 'expected a date of the years 1970 to 9999, such as 2027-01-31, or a moment with its zone');

/** The last moment that has a year of four digits: what is beyond it, and the year 0, the store does not read. */
export const latestMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** `${NAME}` and nothing else: what stands in for a secret. */
export const referencePattern = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

export const secret = z
  .custom<string>(
    (value) => typeof value === 'string' && referencePattern.test(value),
    `a secret is not written here: put it in an environment variable and write that name, as in \${MY_SECRET}`,
  )
  .meta({ title: `\${NAME}`, type: 'string', pattern: referencePattern.source });

export const sha256 = z
  .custom<string>(
    (value) => typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value),
    'expected the SHA-256 of the whole token, 64 hexadecimal digits',
  )
  .meta({ title: '64 hexadecimal digits', type: 'string', pattern: '^[0-9a-fA-F]{64}$' })
  .transform((value) => value.toLowerCase());

const addressText = z.string().meta({ title: 'address', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://\\S+$' });

export const baseUrl = addressText.transform((value, context) => {
  const address = URL.canParse(value) ? new URL(value) : null;
  const complain = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (address === null || !/^https?:\/\//i.test(value)) {
    return complain('expected an address that begins with http:// or https://, such as https://api.example.com/v1');
  }
  if (address.username || address.password) return complain('the address carries credentials; use api_key for them');
  if (value.includes('#')) return complain('the address has a fragment; it ends where the dialect’s path begins');
  if (/\s/.test(value)) return complain('the address has a space in it');
  const [path = '', query] = value.split('?', 2);
  const base = path.replace(/\/+$/, '');
  const operation = /\/(?:chat\/completions|completions|responses|messages|embeddings|models\/[^/]+:\w+)$/i.exec(
    base,
  )?.[0];
  if (operation)
    return complain(`the router adds "${operation}" itself; expected "${base.slice(0, -operation.length)}"`);
  return query ? `${base}?${query}` : base;
});

/** Headers that the router itself writes, or that belong to one connection: a provider's key is `api_key`, and its way `auth`. */
const ownHeaders =
  /^(?:authorization|proxy-authorization|x-api-key|api-key|x-goog-api-key|cookie|host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-length|content-type|content-encoding|accept|accept-encoding)$/i;

const headerValues = z.record(z.string(), z.string()).meta({ title: 'names and values' });

export const headerMap = headerValues.transform((headers, context) => {
  for (const [name, value] of Object.entries(headers)) {
    const message = !/^[\w!#$%&'*+.^`|~-]+$/.test(name)
      ? 'expected the name of a header: letters, digits and hyphens'
      : ownHeaders.test(name)
        ? 'the router writes this header itself; a key is api_key, and how it is shown is auth'
        : /^[\x20-\x7e]{0,1024}$/.test(value)
          ? null
          : 'expected printable ASCII, 1024 characters at most';
    if (message) context.addIssue({ code: 'custom', message, path: [name] });
  }
  // Names mean the same in any case, and their order means nothing: the store has one form of each.
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
});

function text(pattern: RegExp, expected: string) {
  return z.string().regex(pattern, expected);
}

/** In UTC, whatever zone it is told in. */
function isWithinYears(text: string): boolean {
  const time = Date.parse(text);
  return time >= 0 && time <= latestMoment;
}
