import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from './password';
import { explainWeakPassword } from './password-rules';

describe('a password', () => {
  it('is kept as scrypt, with its figures, and never twice alike', async () => {
    const [one, other] = await Promise.all([hashPassword('a long enough one'), hashPassword('a long enough one')]);
    expect(one).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await isPassword('a long enough one', one)).toBe(true);
    expect(await isPassword('a long enough onE', one)).toBe(false);
  });

  it('is the same however a keyboard spells it', async () => {
    expect(await isPassword('Caf\u0065\u0301 am Morgen', await hashPassword('Caf\u00e9 am Morgen'))).toBe(true);
  });

  it('goes on being right where the figures have grown', async () => {
    const old = 'scrypt$10$8$1$AAAAAAAAAAAAAAAAAAAAAA$';
    const { scryptSync } = await import('node:crypto');
    const hash = scryptSync('a long enough one', Buffer.alloc(16), 32, { N: 1024, r: 8, p: 1 }).toString('base64url');
    expect(await isPassword('a long enough one', old + hash)).toBe(true);
  });

  it.each([null, '', 'scrypt$15$8$3$$', 'plain$x', `scrypt$15$8$3$${'A'.repeat(22)}$AAAA`])(
    'is never right for %j',
    async (hash) => {
      expect(await isPassword('a long enough one', hash)).toBe(false);
    },
  );

  it('takes as long for a name that nobody has', async () => {
    const hash = await hashPassword('a long enough one');
    const time = async (kept: string | null) => {
      const start = performance.now();
      await isPassword('another one altogether', kept);
      return performance.now() - start;
    };
    await time(hash);
    const [known, unknown] = [await time(hash), await time(null)];
    expect(unknown).toBeGreaterThan(known / 4);
  });
});

describe('a password that was chosen', () => {
  it.each([
    ['eleven chars', 'elevenchars', 'too short'],
    ['more than anybody types', 'x y'.repeat(100), 'too long'],
    ['one character', 'aaaaaaaaaaaaaa', 'over and over'],
    ['three characters', 'abcabcabcabcab', 'over and over'],
    ['spaces', ' '.repeat(14), 'over and over'],
    ['the name', 'Alice@Example.com', 'the name'],
    ['what stands before the @', 'alice.the.great', 'the name', 'alice.the.great@example.com'],
    ['the name three times', 'annaannaanna', 'over and over', 'anna'],
    ['a longer name twice', 'Brunhild-Brunhild!', 'nothing but the name', 'brunhild'],
    ['what stands before the @, again and again', 'alice.alice.alice', 'nothing but the name'],
    ['the e-mail address twice', 'bo@x.orgbo@x.org', 'nothing but the name', 'bo@x.org'],
    ['the name backwards, three times', 'ecila ecila ecila', 'nothing but the name', 'alice'],
    ['a name in other letters, twice', 'АлександраАлександра', 'nothing but the name', 'александра'],
    ['two characters', 'ababababababab', 'over and over'],
    ['three characters in no order', 'aaabbbaacccab', 'three characters or fewer'],
    ['digits in a row', '234567890123', 'a row'],
    ['a row of keys', 'QWERTYUIOPAS', 'a row'],
    ['the word itself', 'Password2026', 'tried first'],
    ['the word twice', 'password-password!', 'tried first'],
    ['a famous one', 'correct horse battery staple', 'tried first'],
  ])('is refused where it is %s', (_what, password, words, name = 'alice@example.com') => {
    expect(explainWeakPassword(password, name)).toContain(words);
  });

  it.each([
    'four random words here',
    'xK9#mQ2$vL5!',
    'ein ganz langer Satz',
    'пароль для дома',
    'alice and her cat',
    'alicealice2029',
  ])('is taken without rules of composition: %s', (password) => {
    expect(explainWeakPassword(password, 'alice')).toBe(null);
  });

  it('is judged quickly whatever it is', () => {
    const start = performance.now();
    for (const word of ['password', 'abcd', 'test', '1'])
      explainWeakPassword(`${word.repeat(80).slice(0, 255)}!x`, 'alice');
    expect(performance.now() - start).toBeLessThan(200);
  });
});
