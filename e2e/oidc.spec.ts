import { type Browser, expect, type Page, test } from '@playwright/test';
import { askAdmin } from './_support/browser/console';
import { hydrated } from './_support/browser/hydrated';
import { expectGoodLooks } from './_support/browser/looks';
import { Cookies, callAct, sendToAuth } from './_support/console-session';
import { oidcClient, startProvider, type TestProvider } from './_support/oidc-provider';
import { type Router, startRouter } from './_support/start-router';

let provider: TestProvider;
let router: Router;

test.beforeAll(async () => {
  provider = await startProvider();
  router = await startRouter('direct', {
    settings: {
      ROUTER_PUBLIC_URL: '{origin}',
      ROUTER_OIDC_ISSUER: provider.issuer,
      ROUTER_OIDC_CLIENT_ID: oidcClient.client_id,
      ROUTER_OIDC_CLIENT_SECRET: oidcClient.client_secret,
      ROUTER_OIDC_SCOPES: 'openid profile email groups',
      ROUTER_OIDC_ROLES: 'llm-admins=owner, llm-ops=operator',
      ROUTER_OIDC_LABEL: 'Example',
    },
  });
  provider.serve(`${router.origin}/api/auth/callback/oidc`);
});
test.afterAll(async () => {
  await router?.remove();
  await provider?.stop();
});

/** Somebody's own browser, who presses the button. */
async function comeIn(browser: Browser, subject: string, to = '/console'): Promise<Page> {
  provider.present = subject;
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${router.origin}${to}`);
  await hydrated(page);
  await page.getByRole('button', { name: 'Sign in with Example' }).click();
  return page;
}
const inside = (page: Page) => page.getByRole('navigation', { name: 'Console' });
const administrators = async () =>
  (await askAdmin<{ data: { name: string; role: string; signs_in_by: string }[] }>(router, 'GET', '/administrators'))
    .data;

test('somebody of a group with a role comes in, with that role, to the page they asked for', async ({ browser }) => {
  provider.people.u1 = { preferred_username: 'Carol', groups: ['staff', 'llm-ops'] };
  const page = await comeIn(browser, 'u1', '/console/account');
  await expect(page).toHaveURL(`${router.origin}/console/account`);
  await expect(page.getByText('You are carol, with the role operator.')).toBeVisible();
  await expect(page.getByText(`You sign in through ${provider.issuer}`)).toBeVisible();

  provider.people.u1.groups = ['llm-admins'];
  const again = await comeIn(browser, 'u1', '/console/administrators');
  await expect(again.getByRole('row', { name: /carol/ })).toContainText('owner');
  await expect(again.getByRole('row', { name: /carol/ })).toContainText('provider');
  await page.reload();
  await expect(page.getByText('You are carol, with the role owner.')).toBeVisible();
});

test('somebody without such a group stays out, and is told which claim was looked at', async ({ browser }) => {
  provider.people.u2 = { preferred_username: 'dave', groups: ['staff'] };
  const page = await comeIn(browser, 'u2');
  await expect(page.getByText('You have no role here')).toBeVisible();
  await expect(page.getByText('the claim "groups" names no group')).toBeVisible();
  await expectGoodLooks(page, 'console-sign-in-no-role');
  delete provider.people.u2.groups;
  await expect((await comeIn(browser, 'u2')).getByText('You have no role here')).toBeVisible();
  expect((await administrators()).map(({ name }) => name)).not.toContain('dave');
});

test('somebody who lost their groups is out wherever they were, once they try to come in', async ({ browser }) => {
  provider.people.u3 = { preferred_username: 'erin', groups: ['llm-ops'] };
  const page = await comeIn(browser, 'u3');
  await expect(inside(page)).toBeVisible();
  provider.people.u3.groups = [];
  await expect((await comeIn(browser, 'u3')).getByText('You have no role here')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible();
});

test('nobody takes over a local administrator by having their name or e-mail address', async ({ browser }) => {
  const local = { role: 'owner', password: 'a password of the tests' };
  for (const name of ['frank', 'frank@example.com'])
    await askAdmin(router, 'POST', '/administrators', { ...local, name });
  provider.people.u4 = { preferred_username: 'frank', email: 'frank@example.com', groups: ['llm-ops'] };
  const page = await comeIn(browser, 'u4');
  await expect(page.getByRole('link', { name: /oidc-[0-9a-f]{12}/ })).toContainText('operator');
  const franks = (await administrators()).filter(({ name }) => name.startsWith('frank'));
  expect(franks).toMatchObject([
    { role: 'owner', signs_in_by: 'password' },
    { role: 'owner', signs_in_by: 'password' },
  ]);
});

test.describe('an answer of the provider', () => {
  /** Asks to come in, and walks through the provider as far as the address that it leads back to. */
  async function walk(change: (asked: URL) => void = () => {}): Promise<{ cookies: Cookies; back: URL }> {
    const { url, cookies } = await sendToAuth(router, 'signin/oidc', { callbackUrl: '/console' });
    const asked = new URL(url ?? '');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
    change(asked);
    const theirs = new Cookies();
    let next = asked;
    while (next.origin === provider.issuer) {
      const response = await fetch(next, { headers: { cookie: theirs.header }, redirect: 'manual' });
      theirs.take(response);
      next = new URL(response.headers.get('location') ?? `${router.origin}/nowhere-${response.status}`, next);
    }
    return { cookies, back: next };
  }
  async function comeBack({ cookies, back }: { cookies: Cookies; back: URL }): Promise<boolean> {
    const response = await fetch(back, { headers: { cookie: cookies.header }, redirect: 'manual' });
    cookies.take(response);
    expect(response.status).toBe(302);
    const isIn = (await callAct(router, cookies.header, ['account.get', {}])).done?.ok === true;
    if (!isIn) expect(response.headers.get('location')).toMatch(/\/api\/auth\/error\?error=|\/console\/sign-in/);
    return isIn;
  }

  test.beforeAll(() => {
    provider.people.u5 = { preferred_username: 'grace', groups: ['llm-admins'] };
  });
  test.beforeEach(() => {
    provider.present = 'u5';
  });

  test('lets in the browser that asked for it, once', async () => {
    const walked = await walk();
    expect(await comeBack(walked)).toBe(true);
    const replayed = new Cookies();
    expect(await comeBack({ cookies: replayed, back: walked.back })).toBe(false);
  });

  test('is refused with another state, with none, and with one of another sign-in', async () => {
    for (const state of ['x', '', (await walk()).back.searchParams.get('state') ?? '']) {
      const walked = await walk();
      walked.back.searchParams.set('state', state);
      expect(await comeBack(walked)).toBe(false);
    }
    const walked = await walk();
    walked.back.searchParams.delete('state');
    expect(await comeBack(walked)).toBe(false);
  });

  test('that nobody here asked for is refused before the provider is asked anything', async () => {
    const [walked, other] = [await walk(), await walk()];
    const before = provider.discoveries;
    const forged = new Cookies();
    forged.take(new Response(null, { headers: { 'set-cookie': 'router.sign-in=eyJhbGciOiJkaXIifQ..a.b.c; Path=/' } }));
    for (const cookies of [new Cookies(), forged, other.cookies]) {
      expect(await comeBack({ cookies, back: new URL(walked.back) })).toBe(false);
    }
    const withoutState = new URL(walked.back);
    withoutState.searchParams.delete('state');
    expect(await comeBack({ cookies: walked.cookies, back: withoutState })).toBe(false);
    expect(provider.discoveries).toBe(before);
    expect(await comeBack(walked)).toBe(true);
    expect(provider.discoveries).toBe(before + 1);
  });

  test('is refused in a browser that did not ask: nobody is signed in as somebody else', async () => {
    const [attacker, victim] = [await walk(), await walk()];
    expect(await comeBack({ cookies: victim.cookies, back: attacker.back })).toBe(false);
    const { cookies } = await sendToAuth(router, 'signin/oidc', {});
    expect(await comeBack({ cookies, back: attacker.back })).toBe(false);
    expect(await comeBack({ cookies: new Cookies(), back: attacker.back })).toBe(false);
  });

  test('is refused with a code that was made for another client', async () => {
    const other = await walk((asked) => asked.searchParams.set('client_id', 'other'));
    expect(other.back.searchParams.get('code')).toMatch(/./);
    expect(await comeBack(other)).toBe(false);
  });

  test('is refused with another nonce, another challenge, a used code, a made-up one, and no code', async () => {
    for (const name of ['nonce', 'code_challenge']) {
      expect(await comeBack(await walk((asked) => asked.searchParams.set(name, 'x'.repeat(43))))).toBe(false);
    }
    const used = await walk();
    expect(await comeBack(used)).toBe(true);
    for (const code of [used.back.searchParams.get('code') ?? '', 'made-up', '']) {
      const walked = await walk();
      walked.back.searchParams.set('code', code);
      expect(await comeBack(walked)).toBe(false);
    }
  });

  test('that is a refusal is told in our own words', async ({ page }) => {
    await page.goto(`${router.origin}/api/auth/callback/oidc?error=access_denied&error_description=<b>pay+me</b>`);
    await expect(page.getByText('That sign-in did not work')).toBeVisible();
    await expect(page.getByText('pay me')).toHaveCount(0);
  });

  test('leads to our own origin, and to no page that is not the console’s', async () => {
    const { url } = await sendToAuth(router, 'signin/oidc', { callbackUrl: 'https://evil.example' }, new Cookies(), {
      'x-forwarded-host': 'evil.example',
    });
    expect(new URL(url ?? '').searchParams.get('redirect_uri')).toBe(`${router.origin}/api/auth/callback/oidc`);
    const walked = await walk();
    const response = await fetch(walked.back, { headers: { cookie: walked.cookies.header }, redirect: 'manual' });
    expect(response.headers.get('location')).toBe(`${router.origin}/console`);
  });
});

test('a provider that is away is told, and a password still lets in', async ({ browser }) => {
  await provider.stop();
  const page = await comeIn(browser, 'u1');
  await expect(page.getByText('Example cannot be reached.')).toBeVisible();
  await expectGoodLooks(page, 'console-sign-in-provider');
  await page.getByLabel('Name or e-mail address').fill('frank');
  await page.getByLabel('Password').fill('a password of the tests');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(inside(page)).toBeVisible();
});

test('an address begins only so many sign-ins that it does not finish, and another site begins none', async ({
  browser,
}) => {
  const crossSite = { 'sec-fetch-site': 'cross-site' };
  expect((await sendToAuth(router, 'signin/oidc', {}, new Cookies(), crossSite)).status).toBe(403);
  const begin = async () => (await sendToAuth(router, 'signin/oidc', {})).status;
  let begun = 0;
  while (begun < 50 && (await begin()) === 200) begun += 1;
  expect(begun).toBeLessThanOrEqual(40);
  const page = await comeIn(browser, 'u1');
  await expect(page.getByText('Too many sign-ins were begun from your address')).toBeVisible();
  await page.getByLabel('Name or e-mail address').fill('frank');
  await page.getByLabel('Password').fill('a password of the tests');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(inside(page)).toBeVisible();
});
