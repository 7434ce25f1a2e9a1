import { expect, type Locator, type Page, test } from '@playwright/test';
import { hydrated } from './_support/browser/hydrated';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { tracesOf } from './_support/browser/traces';
import { ask } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { type ScriptedUpstream, startUpstream } from './_support/scripted-upstream';
import { answersWith, failsWith } from './_support/scripts';

const alice = createToken('alice');
const many = createToken('many');
const nobody = createToken('nobody');
const teams = Array.from({ length: 40 }, (_, place) => `team-${place + 1}`);

let upstream: ScriptedUpstream;
test.beforeAll(async () => {
  upstream = await startUpstream();
  upstream.when('one', answersWith('pong'));
  upstream.when('failing', failsWith(503));
});
test.afterAll(() => upstream.close());

const plain = { tools: false, vision: false, structured_output: false, reasoning: false, embeddings: false };
const router = routerForTests(() => ({
  configuration: {
    providers: [
      provider('up', upstream.url, [
        { id: 'one', context_tokens: 400_000, price: { input: 1, output: 2 } },
        { id: 'short', context_tokens: 128_000, max_output_tokens: 16_384 },
        { id: 'failing', context_tokens: 400_000 },
        { id: 'plain', capabilities: plain, context_tokens: 32_000 },
      ]),
    ],
    groups: [
      failover('default', ['up/one'], { title: 'General work', aliases: ['claude-default'] }),
      failover('resilient', ['up/failing', 'up/one']),
      failover('short-answers', ['up/short']),
      failover('text-only', ['up/plain']),
      failover('coding', ['up/one'], { title: 'Coding', discoverable: true }),
      failover('secret-group', ['up/one']),
      ...teams.map((id) => failover(id, ['up/one'])),
    ],
    callers: [
      caller('alice', alice, ['default', 'resilient', 'short-answers', 'text-only']),
      caller('many', many, teams),
      caller('nobody', nobody, []),
    ],
  },
  settings: { ROUTER_SUPPORT_CONTACT: 'help@example.com' },
}));

async function checkToken(page: Page, token = alice, hash = ''): Promise<void> {
  await page.goto(`${router.origin}/check${hash}`);
  await hydrated(page);
  await page.getByLabel('Caller token').fill(token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'This token works' })).toBeVisible();
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const found = (page: Page) => page.getByRole('group').filter({ has: page.locator('#why-found') });

async function isInView(target: Locator): Promise<void> {
  await expect(target).toBeInViewport();
}

test('the report says what was used, today and this month', async ({ page }) => {
  await ask(router, alice, 'default');
  await checkToken(page);
  const today = page.getByRole('row', { name: /^Today/ });
  await expect(async () => {
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect(today.getByRole('cell').first()).not.toHaveText('0', { timeout: 1000 });
  }).toPass();
  await expect(today).toContainText('1,000');
  await expect(page.getByRole('img', { name: /^Requests a day/ })).toBeVisible();
  await expect(page.getByText('No limits on this token.')).toBeVisible();
});

test('a group says which programs it serves, why not, and what then', async ({ page }) => {
  await checkToken(page);
  await page.getByRole('button', { name: 'short-answers' }).click();
  await page.getByRole('tab', { name: /Claude Code/ }).click();
  await expect(page.getByText('CLAUDE_CODE_MAX_OUTPUT_TOKENS=16384').first()).toBeVisible();

  await page.getByRole('button', { name: 'text-only' }).click();
  const text = page.getByRole('group', { name: 'text-only' });
  await text.getByRole('tab', { name: /Codex CLI/ }).click();
  await expect(text).toContainText('Codex CLI does not work: it needs');
  await text.getByRole('link', { name: 'resilient' }).click();
  await expect(page.getByRole('button', { name: 'resilient' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'resilient' })).toHaveAttribute('aria-expanded', 'true');
});

test('a configuration is copied with this deployment and the group in it, and without the token', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await checkToken(page);
  await page.getByRole('button', { name: /^default/ }).click();
  for (const [tab, words] of [
    ['Codex CLI', [`base_url = "${router.origin}/v1"`, 'model = "default"', 'ROUTER_TOKEN']],
    ['Claude Code', [`ANTHROPIC_BASE_URL="${router.origin}"`, 'ANTHROPIC_MODEL="default"', '"$ROUTER_TOKEN"']],
    ['OpenAI SDK', [`baseURL: '${router.origin}/v1'`, "model: 'default'", 'process.env.ROUTER_TOKEN']],
    ['Anthropic SDK', [`baseURL: '${router.origin}'`, "model: 'default'", 'process.env.ROUTER_TOKEN']],
  ] as const) {
    await page.getByRole('tab', { name: new RegExp(tab) }).click();
    await page
      .getByRole('tabpanel', { name: new RegExp(tab) })
      .getByRole('button', { name: /^Copy/ })
      .first()
      .click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    for (const word of words) expect(copied).toContain(word);
    expect(copied).not.toContain('rtr_');
  }
  expect(await tracesOf(alice.slice(-40), page)).toEqual([]);
});

test('forty groups are a list to be searched, and each has an address', async ({ page }) => {
  await checkToken(page, many, '#group-team-33');
  const row = page.getByRole('button', { name: 'team-33' });
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await expect(row).toBeFocused();
  await isInView(row);
  await page.getByRole('searchbox', { name: 'Find a group' }).fill('team-4');
  await expect(page.getByRole('button', { name: /^team-/ })).toHaveText(['team-4', 'team-40']);
  await page.getByRole('searchbox').fill('nothing-such');
  await expect(page.getByText('None of this token’s groups is called so.')).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await expectGoodLooks(page, 'check-forty');
});

test('a request of the token’s own is told, attempt by attempt', async ({ page }) => {
  const answered = await ask(router, alice, 'resilient', {}, { headers: { 'user-agent': 'curl/8.5.0' } });
  const id = answered.headers.get('x-request-id') ?? '';
  await checkToken(page);
  await page.getByLabel('Or a request id').fill(`x-request-id: ${id}`);
  await expect(async () => {
    await page.getByRole('button', { name: 'Find it' }).click();
    await expect(page.getByRole('heading', { name: /^It was answered, 200/ })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(found(page)).toBeFocused();
  const attempts = found(page).getByRole('listitem');
  await expect(attempts.nth(0)).toContainText(/Target 1 .*busy \(503\)/);
  await expect(attempts.nth(1)).toContainText('Target 2 answered');
  await expect(found(page)).toContainText('1,000 tokens in (400 of them cached), 200 out');
  await expectGoodLooks(page, 'check-story');

  await page.getByRole('button', { name: 'Look again' }).click();
  const first = page.getByRole('button', { name: /^200 resilient/ }).first();
  await first.press('Enter');
  await expect(first).toHaveAttribute('aria-pressed', 'true');
});

test('a request of another token’s, and what is no id, are told as what they are', async ({ page }) => {
  await checkToken(page);
  const id = page.getByLabel('Or a request id');
  for (const [typed, words] of [
    [`req_${'0'.repeat(32)}`, 'This token has no request of that id'],
    ['req_short', 'A request id is "req_" and 32 hexadecimal digits.'],
  ] as const) {
    await id.fill(typed);
    await id.press('Enter');
    await expect(page.getByRole('group', { name: 'No answer' })).toContainText(words);
  }
});

test('a pasted body is explained, and nothing of it is sent on or logged', async ({ page }) => {
  const before = upstream.calls.length;
  await checkToken(page);
  await page.getByRole('tab', { name: 'A request body' }).click();
  const body = page.getByRole('textbox', { name: 'Request body' });
  const explain = page.getByRole('button', { name: 'Explain it' });
  const tools = [{ type: 'function', function: { name: 'a' } }];
  const messages = [{ role: 'user', content: 'a-private-word' }];

  await body.fill(JSON.stringify({ model: 'text-only', messages, tools }));
  await explain.click();
  await expect(page.getByRole('heading', { name: 'It would be refused: 422 No eligible target' })).toBeVisible();
  await expect(found(page)).toBeFocused();
  await expect(found(page)).toContainText('It lacks tools.');
  await expect(found(page).getByRole('link', { name: 'default' })).toHaveAttribute('href', '#group-default');
  await expect(found(page).getByRole('link', { name: 'More about no-eligible-target' })).toBeVisible();
  await expectGoodLooks(page, 'check-explained');

  for (const model of ['secret-group', 'no-such-group']) {
    await body.fill(JSON.stringify({ model, messages }));
    await explain.click();
    await expect(found(page)).toContainText(`“${model}” is not on this token’s allow list`);
  }
  await body.fill(JSON.stringify({ model: 'resilient', max_tokens: 10, system: 'x', messages }));
  await explain.click();
  await expect(page.getByRole('heading', { name: 'It would be sent, to target 1 first' })).toBeVisible();
  await expect(found(page)).toContainText('is one of Messages');

  await body.fill('{"model":');
  await explain.click();
  await expect(page.getByRole('alert').filter({ hasText: 'This is not JSON' })).toBeVisible();
  await expect(body).toBeFocused();
  expect(upstream.calls.length).toBe(before);
  expect(router.output()).not.toContain('a-private-word');
});

test('features are explained by the keyboard alone', async ({ page }) => {
  await checkToken(page);
  await page.getByRole('tab', { name: 'A request of mine' }).press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const model = page.getByLabel('Model group');
  await model.fill('text-only');
  await page.getByRole('checkbox', { name: 'Images' }).press('Space');
  await page.getByLabel('Size of the input').fill('100k');
  await page.keyboard.press('Enter');
  await expect(found(page)).toBeFocused();
  await expect(found(page)).toContainText(/It lacks images and a context window/);
  await page.getByLabel('Size of the input').fill('a lot');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Size of the input')).toBeFocused();
});

test('symptoms are answered before there is a token, and then for it', async ({ page }) => {
  await page.goto(`${router.origin}/check`);
  await hydrated(page);
  const symptoms = section(page, 'When something does not work');
  await symptoms.getByRole('button', { name: /^404/ }).click();
  const address = page.getByLabel('Its base URL');
  await address.fill(`${router.origin}/v1/v1/chat/completions`);
  await expect(symptoms).toContainText('It has /v1 twice.');
  await expect(symptoms).toContainText(`It should be ${router.origin}/v1`);
  await page.getByLabel('Program').selectOption({ label: 'Claude Code, Anthropic SDK' });
  await address.fill(`export ANTHROPIC_BASE_URL="${router.origin}"`);
  await expect(symptoms).toContainText('That is right.');

  await page.getByLabel('Caller token').fill(alice);
  await page.getByLabel('Caller token').press('Enter');
  await symptoms.getByRole('button', { name: '403, not allowed' }).click();
  await expect(symptoms).toContainText('This token is active, so a 403 is not about the token');
  await symptoms.getByRole('button', { name: 'A group is missing' }).click();
  const name = page.getByLabel('Name of the group');
  const status = symptoms.getByRole('status');
  for (const [typed, words] of [
    ['default', 'This token may use it'],
    ['claude-default', 'another name of default'],
    ['Default', 'Names are taken letter by letter'],
    ['coding', 'may be asked for'],
  ] as const) {
    await name.fill(typed);
    await expect(status).toContainText(words);
  }
  await name.fill('secret-group');
  const told = await status.textContent();
  await name.fill('no-such-group');
  await expect(status).toHaveText(told ?? '');

  await page.getByRole('button', { name: 'Forget it' }).click();
  await page.getByLabel('Caller token').fill(nobody);
  await page.getByLabel('Caller token').press('Enter');
  await symptoms.getByRole('button', { name: 'No groups are listed' }).click();
  await expect(symptoms).toContainText('Its allow list is empty.');
});

test('where usage, requests or an explanation cannot be had, the rest of the page works', async ({ page }) => {
  const fault = { error: { message: 'The store is away.', code: 'store-unavailable', request_id: 'req_1' } };
  await page.route(/\/v1\/usage/, (route) => route.fulfill({ status: 503, json: fault }));
  await page.route(/\/v1\/requests/, (route) => route.fulfill({ status: 200, body: '<!doctype html>' }));
  await page.route(/\/v1\/route\/explain/, (route) => route.abort());
  await checkToken(page);
  await expect(page.getByText('What it has used cannot be shown now. The store is away. (503')).toBeVisible();
  await expect(page.getByText('Its requests cannot be shown now. Something else than this router')).toBeVisible();
  await page.getByRole('tab', { name: 'What I want to do' }).click();
  await page.getByRole('button', { name: 'Explain it' }).click();
  await expect(page.getByRole('group', { name: 'No answer' })).toContainText('could not be reached');
  await page.getByRole('button', { name: /^default/ }).click();
  await expect(page.getByRole('tab', { name: /Codex CLI/ })).toBeVisible();
});

test('one question is asked at a time, however often the button is pressed', async ({ page }) => {
  await checkToken(page);
  let asked = 0;
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/v1\/route\/explain/, async (route) => {
    asked += 1;
    await held;
    await route.continue();
  });
  await page.getByRole('tab', { name: 'What I want to do' }).click();
  const explain = page.getByRole('button', { name: 'Explain it' });
  for (let press = 0; press < 4; press += 1) await explain.click({ force: true });
  answer();
  await expect(found(page)).toBeFocused();
  expect(asked).toBe(1);
});
