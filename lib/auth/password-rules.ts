/** What a password has to be: long, and not one that is tried first. No more: rules of composition make worse ones. */
export const passwordRules = { least: 12, most: 256 } as const;

/** Why this is no good password, for whoever chose it; null where it is one. */
export function explainWeakPassword(password: string, name: string): string | null {
  const length = [...password].length;
  if (length < passwordRules.least)
    return `The password is too short: choose ${passwordRules.least} characters or more.`;
  if (length > passwordRules.most) return `The password is too long: choose ${passwordRules.most} characters at most.`;
  const plain = password.normalize('NFKC').toLowerCase();
  const bare = plain.replace(/[^a-z0-9]/g, '');
  if (plain.trim() === '' || isRepeated(plain)) return 'The password is one short piece over and over: choose another.';
  if (new Set(plain).size <= 3) return 'The password is made of three characters or fewer: choose another.';
  const about = aboutName(plain, name);
  if (about) return about;
  if (isRow(plain)) return 'The password is a row of the keyboard or the alphabet: choose another.';
  if (tooCommon.has(plain) || tooCommon.has(bare) || commonWord.test(bare)) {
    return 'The password is one of those that are tried first: choose another.';
  }
  return null;
}

/** The name or the e-mail address, what stands before its @, or either backwards: once, or again and again with anything between. */
function aboutName(plain: string, name: string): string | null {
  const whole = name.normalize('NFKC').toLowerCase();
  const pieces = [whole, whole.split('@')[0] ?? ''].flatMap((piece) => [piece, [...piece].reverse().join('')]);
  if (pieces.includes(plain)) return 'The password is the name: choose another.';
  const letters = lettersOf(plain);
  const isOver = pieces.map(lettersOf).some((piece) => piece !== '' && letters.split(piece).join('') === '');
  if (!isOver || letters === '') return null;
  return 'The password is nothing but the name, over and over: choose another.';
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** `aaaaaaaaaaaa`, `abcabcabcabc`: a piece of four characters or fewer, again and again. */
function isRepeated(text: string): boolean {
  return [1, 2, 3, 4].some((size) => {
    const piece = text.slice(0, size);
    return piece.repeat(Math.ceil(text.length / size)).slice(0, text.length) === text;
  });
}

const rows = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
];

function isRow(text: string): boolean {
  return rows.some((row) => row.includes(text) || [...row].reverse().join('').includes(text));
}

/** The words that most lists begin with, with nothing but digits around them. */
const commonWord =
  /^\d*(?:password|passw0rd|p4ssword|passwort|administrator|admin|root|welcome|letmein|qwerty|qwertyuiop|iloveyou|changeme|default|secret|monkey|dragon|football|baseball|sunshine|princess|superman|master|trustno1|starwars|computer|internet|whatever|shadow|michael|jennifer|jordan|liverpool|chelsea|arsenal|login|hello|test|user|guest|router|smartrouter|abc|abcd|asdf|zxcvbn|summer|winter|spring|autumn|january|monday|freedom|pokemon|batman|charlie|nothing|access|flower|lovely|samsung|google|facebook|killer|pepper|ginger|cookie|banana|cheese|hunter|soccer|hockey|harley|ranger|buster|thomas|robert|daniel|andrew|jessica|ashley|nicole|letmeinnow|openai|anthropic)+\d*$/;

/** Long ones that are as common and made of none of those. */
const tooCommon = new Set([
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'jesuschristislord',
  'iloveyouforever',
  'mypasswordis',
  'thisisapassword',
  'nopasswordhere',
  'q1w2e3r4t5y6',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'zaq12wsxcde3',
  'qazwsxedcrfv',
  'unbelievable',
  'thesmartrouter',
  'genaismartrouter',
]);
