import { expect, type Page, test } from '@playwright/test';
import { hydrated } from './_support/browser/hydrated';
import { expectGoodLooks } from './_support/browser/looks';
import { checkToken, holders, routerToCheck } from './_support/browser/router-to-check';
import { ask } from './_support/client';

const { router, calls } = routerToCheck();

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const found = (page: Page) => page.getByRole('group').filter({ has: page.locator('#why-found') });

test('a request of the token’s own is told, attempt by attempt', async ({ page }) => {
  const answered = await ask(router, holders.alice, 'resilient', {}, { headers: { 'user-agent': 'curl/8.5.0' } });
  const id = answered.headers.get('x-request-id') ?? '';
  await checkToken(page, router);
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
  await checkToken(page, router);
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
  const before = calls();
  await checkToken(page, router);
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
  await expect(page.getByRole('heading', { name: 'It would be sent, this time to target 1 first' })).toBeVisible();
  await expect(found(page)).toContainText('has an order of its targets, and goes on to the next when one fails.');
  await expect(found(page)).toContainText('is not known: no price is declared for target 1.');
  await expect(found(page)).toContainText('was read as one of Messages');
  await page.getByLabel('API', { exact: true }).selectOption({ label: 'Messages' });
  await expect(found(page)).toContainText('found before the question above was changed');
  await explain.click();
  await expect(found(page)).toContainText('is one of Messages');
  await expect(found(page)).not.toContainText('above');

  await body.fill('{"model":');
  await explain.click();
  await expect(page.getByRole('alert').filter({ hasText: 'This is not JSON' })).toBeVisible();
  await expect(body).toBeFocused();
  await expect(found(page)).toBeHidden();
  expect(calls()).toBe(before);
  expect(router.output()).not.toContain('a-private-word');
});

test('each tab keeps what came of its own question, until that is asked anew or cannot be', async ({ page }) => {
  await ask(router, holders.alice, 'default');
  await checkToken(page, router);
  const own = page.getByRole('button', { name: /^200 default/ }).first();
  await expect(async () => {
    await page.getByRole('button', { name: 'Look again' }).click();
    await own.click({ timeout: 1000 });
  }).toPass();
  // For a moment two panels may have theirs, the one going and the one coming.
  const headline = page.locator('#why-found').filter({ visible: true }).first();
  await expect(headline).toHaveText(/^It was answered/);

  const features = page.getByRole('tab', { name: 'What I want to do' });
  await features.click();
  await expect(headline).toBeHidden();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const explain = page.getByRole('button', { name: 'Explain it' });
  await explain.click();
  await expect(headline).toHaveText(/^It would be sent/);
  await page.route(/\/v1\/route\/explain/, async (route) => {
    await held;
    await route.continue();
  });
  await explain.click();
  await expect(headline).toBeHidden();

  // What comes while another tab is looked at waits in its own, and takes no focus.
  await page.getByRole('tab', { name: 'A request of mine' }).click();
  await expect(headline).toHaveText(/^It was answered/);
  answer();
  await expect(page.getByText('Asking…')).toBeHidden();
  await expect(headline).toHaveText(/^It was answered/);
  await features.click();
  await expect(headline).toHaveText(/^It would be sent/);
  await expect(features).toBeFocused();

  await page.getByLabel('Model group').fill('');
  await explain.click();
  await expect(headline).toBeHidden();
  await page.getByLabel('Model group').fill('default');
  await explain.click();
  await expect(headline).toBeVisible();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(headline).toBeHidden();
});

test('what a caller chose turns no words but its own', async ({ page }) => {
  const turned = 'mo\u202edel';
  await ask(router, holders.alice, turned, {}, { headers: { 'user-agent': 'curl/8.5.0' } });
  await checkToken(page, router);
  const own = page.getByRole('button', { name: /^403 / }).first();
  await expect(async () => {
    await page.getByRole('button', { name: 'Look again' }).click();
    await own.click({ timeout: 1000 });
  }).toPass();
  await expect(own.locator('bdi')).toHaveText([turned, 'curl']);
  await expect(found(page).locator('bdi').filter({ hasText: turned })).toHaveText(`“${turned}”`);
});

test('features are explained by the keyboard alone', async ({ page }) => {
  await checkToken(page, router);
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
  const open = (title: string) => symptoms.locator('summary').filter({ hasText: title }).press('Enter');
  await open('404, or a web page');
  const address = page.getByLabel('Its base URL');
  await address.fill(`${router.origin}/v1/v1/chat/completions`);
  await expect(symptoms).toContainText('It has /v1 twice.');
  await expect(symptoms).toContainText(`It should be ${router.origin}/v1`);
  await page.getByLabel('Program').selectOption({ label: 'Claude Code, Anthropic SDK' });
  await address.fill(`export ANTHROPIC_BASE_URL="${router.origin}"`);
  await expect(symptoms).toContainText('That is right.');

  await page.getByLabel('Caller token').fill(holders.alice);
  await page.getByLabel('Caller token').press('Enter');
  await expect(symptoms).toContainText('Not about this token: it is active');
  await open('403, not allowed');
  await expect(address).toBeHidden();
  await expect(symptoms).toContainText('This token is active, so a 403 is not about the token');
  await open('A group is missing');
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
  await page.getByLabel('Caller token').fill(holders.nobody);
  await page.getByLabel('Caller token').press('Enter');
  await open('No groups are listed');
  await expect(symptoms).toContainText('Its allow list is empty.');
});

test('where usage, requests or an explanation cannot be had, the rest of the page works', async ({ page }) => {
  const fault = { error: { message: 'The store is away.', code: 'store-unavailable', request_id: 'req_1' } };
  await page.route(/\/v1\/usage/, (route) => route.fulfill({ status: 503, json: fault }));
  await page.route(/\/v1\/requests/, (route) => route.fulfill({ status: 200, body: '<!doctype html>' }));
  await page.route(/\/v1\/route\/explain/, (route) => route.abort());
  await checkToken(page, router);
  await expect(page.getByText('What it has used cannot be shown now. The store is away. (503')).toBeVisible();
  await expect(page.getByText('Its requests cannot be shown now. Something else than this router')).toBeVisible();
  await page.getByRole('tab', { name: 'What I want to do' }).click();
  await page.getByRole('button', { name: 'Explain it' }).click();
  await expect(page.getByRole('group', { name: 'No answer' })).toContainText('could not be reached');
  await page.getByRole('button', { name: /^default/ }).click();
  await expect(page.getByRole('tab', { name: /Codex CLI/ })).toBeVisible();
});

test('a second check that gets no answer takes nothing away, and one that is forgotten brings nothing back', async ({
  page,
}) => {
  await checkToken(page, router);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/v1/token', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('region', { name: 'No answer' })).toBeFocused();
  await expect(page.getByRole('heading', { name: 'This token works' })).toBeVisible();

  await page.route('**/v1/token', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('button', { name: 'Forget it' }).click();
  answer();
  await expect(page.getByLabel('Caller token')).toBeFocused();
  await expect(page.getByRole('heading', { name: 'This token works' })).toBeHidden();
});

test('one question is asked at a time, however often the button is pressed', async ({ page }) => {
  await checkToken(page, router);
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

test('a target that has failed again and again is told as left alone, with how the order comes about', async ({
  page,
}) => {
  for (let asked = 0; asked < 6; asked += 1) await ask(router, holders.alice, 'resilient');
  await checkToken(page, router);
  await page.getByRole('tab', { name: 'What I want to do' }).click();
  await page.getByLabel('Model group').fill('resilient');
  await page.getByRole('button', { name: 'Explain it' }).click();
  await expect(page.getByRole('heading', { name: 'It would be sent, this time to target 2 first' })).toBeVisible();
  const first = found(page).getByRole('listitem').filter({ hasText: 'Target 1' });
  await expect(first).toContainText('Left alone for now');
  await expect(found(page)).toContainText(
    'Target 1 has failed again and again, or asked for a pause, and is left alone',
  );
  await expect(found(page)).toContainText(/about (< )?\$[\d.]+ at target 2, \$[\d.]+ at most/);
  await expectGoodLooks(page, 'check-left-alone');
});
