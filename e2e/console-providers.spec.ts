import { expect, type Page, test } from '@playwright/test';
import { askAdmin, openConsole, signInAs } from './_support/browser/console';
import { expectGoodLooks } from './_support/browser/looks';
import { routerForTests } from './_support/browser/router-for-tests';
import { ask } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { type ScriptedUpstream, startUpstream, type UpstreamCall } from './_support/scripted-upstream';
import { answersWith } from './_support/scripts';

const key = 'sk-first-0123456789abcdef';
const nextKey = 'sk-second-fedcba9876543210';
const token = createToken();
let upstream: ScriptedUpstream;
let taken = key;

/** Lists two models to whoever shows the key that is right by now; others are told their own. */
function lists({ headers, response }: UpstreamCall) {
  const shown = headers.authorization;
  if (shown !== `Bearer ${taken}`) {
    response.writeHead(401).end(JSON.stringify({ error: { message: `Incorrect API key provided: ${shown}` } }));
    return;
  }
  const data = [
    { id: 'gpt-large', context_length: 128000, pricing: { prompt: '0.000002', completion: '0.000008' } },
    { id: 'gpt-small', context_length: 32000 },
  ];
  response.end(JSON.stringify({ object: 'list', data }));
}

test.beforeAll(async () => {
  upstream = await startUpstream();
});
test.beforeEach(() => {
  upstream.when('undefined', lists);
  upstream.when('gpt-large', answersWith('pong'));
});
test.afterAll(() => upstream.close());

const configuration = () => ({
  providers: [
    provider('filed', upstream.url, [{ id: 'one', context_tokens: 64000, price: { input: 1, output: 2 } }], {
      api_key: key,
    }),
  ],
  groups: [failover('general', ['filed/one'])],
  callers: [caller('alice', token, ['general'])],
});

test.describe('where private addresses are allowed', () => {
  const router = routerForTests(() => ({
    configuration: configuration(),
    settings: { ROUTER_ALLOW_PRIVATE_UPSTREAMS: 'on' },
  }));

  test('an administrator adds a provider, picks its models, changes and deletes it', async ({ page }) => {
    await signInAs(router, page, 'admin', '/console/providers');
    await expect(page.getByRole('heading', { name: 'Providers', level: 1 })).toBeVisible();
    await expectGoodLooks(page, 'console-providers');

    await page.getByRole('link', { name: 'Add a provider' }).click();
    await expect(page.getByRole('link', { name: /OpenRouter/ })).toBeVisible();
    await expectGoodLooks(page, 'console-providers-kind');
    await page.getByRole('link', { name: /OpenRouter/ }).click();
    await expect(page.getByRole('heading', { name: 'Add OpenRouter' })).toBeVisible();

    await page.getByLabel('Name', { exact: true }).fill('mine');
    await page.getByLabel('Address').fill(upstream.url);
    await page.getByLabel('Key', { exact: true }).fill('sk-wrong-aaaaaaaaaaaa');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('It refuses the key (401): “Incorrect API key provided: Bearer [key]”')).toBeVisible();
    await page.getByLabel('Key', { exact: true }).fill(key);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('takes the key and lists 2 models')).toBeVisible();
    await expectGoodLooks(page, 'console-providers-new');

    await page.getByRole('button', { name: 'Review and save' }).click();
    const review = page.getByRole('dialog', { name: 'Add this provider?' });
    await expect(review.getByText('provider mine')).toBeVisible();
    await expect(review).not.toContainText(key);
    await expectGoodLooks(page, 'console-providers-review');
    await review.getByRole('button', { name: 'Add provider' }).click();
    await expect(page).toHaveURL(`${router.origin}/console/providers/mine`);
    await expect(page.getByText('No models yet')).toBeVisible();

    await page.getByRole('link', { name: 'Pick from its list' }).click();
    await page.getByRole('checkbox', { name: 'gpt-large' }).check();
    await expectGoodLooks(page, 'console-providers-pick');
    await page.getByRole('button', { name: 'Review and add 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('cell', { name: '128,000' })).toBeVisible();
    await expect(page.getByRole('cell', { name: '2 / 8' })).toBeVisible();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('takes the key and lists 2 models')).toBeVisible();
    await expectGoodLooks(page, 'console-providers-one');

    await page.getByRole('link', { name: 'gpt-large' }).click();
    await page.getByLabel('Tools').selectOption('yes');
    await page.getByLabel('Input', { exact: true }).fill('3');
    await expectGoodLooks(page, 'console-providers-model');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await expect(page.getByRole('dialog').getByText('price.input')).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('cell', { name: '3 / 8' })).toBeVisible();

    // Another address needs the key anew.
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Address').fill('https://elsewhere.example/v1');
    await expect(page.getByText('The key stays behind')).toBeVisible();
    await expectGoodLooks(page, 'console-providers-edit');
    await page.getByLabel('Address').fill(`${upstream.url}/`);
    await expect(page.getByText('The key stays behind')).toBeHidden();
    await page.getByText('More: how the key is sent').click();
    await page.getByLabel('Headers').fill('x-team: search');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Header x-team')).toBeVisible();

    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete provider' }).click();
    await expect(page).toHaveURL(`${router.origin}/console/providers`);
    await expect(page.getByRole('link', { name: 'mine' })).toHaveCount(0);
  });

  test('an operator rotates a key, and the next request is sent with the new one', async ({ page }) => {
    await signInAs(router, page, 'operator', '/console/providers');
    await addOpenProvider();
    await openConsole(router, page, '/console/providers/open');
    await replaceKey(page, nextKey);
    const dialog = page.getByRole('dialog', { name: 'Replace key' });
    await expect(dialog.getByText('it refuses the key (401)')).toBeVisible();
    await expect(dialog).not.toContainText('fedcba');
    await expectGoodLooks(page, 'console-providers-key');
    taken = nextKey;
    await dialog.getByRole('button', { name: 'Try and save' }).click();
    await expect(page.getByText('The key is replaced')).toBeVisible();
    await expect(page.getByText('Last changed')).toBeVisible();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('takes the key and lists 2 models')).toBeVisible();
    await page.getByRole('button', { name: 'Remove key' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove key' }).click();
    await expect(page.getByText('The key is removed')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Set key' })).toBeVisible();
    taken = key;
  });

  test('a viewer sees all of it but the key, and no button', async ({ page }) => {
    await addOpenProvider();
    await signInAs(router, page, 'viewer', '/console/providers?sort=-models&search=open');
    await expect(page.getByRole('link', { name: 'open' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'filed' })).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Add a provider' })).toHaveCount(0);
    await page.getByRole('link', { name: 'open' }).click();
    await expect(page.getByRole('heading', { name: 'open' })).toBeVisible();
    for (const name of ['Test connection', 'Replace key', 'Delete']) {
      await expect(page.getByRole('button', { name })).toHaveCount(0);
    }
    expect(await page.content()).not.toContain(key);
    for (const address of ['new', 'open/edit', 'open/pick', 'open/models/new', 'open/models/edit?model=a']) {
      const response = await page.goto(`${router.origin}/console/providers/${address}`);
      expect(response?.status()).toBe(403);
    }
  });

  test('what a file declares is seen, and changed nowhere here', async ({ page }) => {
    await signInAs(router, page, 'admin', '/console/providers/filed');
    await expect(page.getByText('This provider is declared in the configuration file')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Edit' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Replace key' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('takes the key and lists 2 models')).toBeVisible();
    await expect(page.getByRole('link', { name: 'general' })).toHaveCount(2);
    await expectGoodLooks(page, 'console-providers-filed');
    await openConsole(router, page, '/console/providers/filed/edit');
    await expect(page).toHaveURL(`${router.origin}/console/providers/filed`);
    const response = await page.goto(`${router.origin}/console/providers/nobody`);
    expect(response?.status()).toBe(404);
  });

  test('whoever was second is told, and overwrites nothing', async ({ page }) => {
    await addOpenProvider();
    await signInAs(router, page, 'admin', '/console/providers/open/edit');
    await askAdmin(router, 'PATCH', '/providers/open', { headers: { 'x-first': 'yes' } });
    await page.getByText('More: how the key is sent').click();
    await page.getByLabel('Headers').fill('x-second: yes');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await expect(page.getByText('was changed by someone else since you opened it')).toBeVisible();
  });

  test('a provider behind many groups names the first, and the others when it is asked', async ({ page }) => {
    await addOpenProvider();
    const groups = Array.from({ length: 60 }, (_, index) => {
      const id = `many-${String(index).padStart(2, '0')}`;
      return { id, strategy: 'weighted', managed_by: 'console', targets: [{ provider: 'open', model: 'gpt-large' }] };
    });
    const text = JSON.stringify({ version: 1, groups });
    await askAdmin(router, 'POST', '/config/apply', { file: 'many.yaml', text });
    await signInAs(router, page, 'viewer', '/console/providers/open');
    await expect(page.getByRole('link', { name: 'many-05' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'many-59' })).toHaveCount(0);
    await expectGoodLooks(page, 'console-providers-many-groups');
    await page.getByText('and 54 more').click();
    await expect(page.getByRole('link', { name: 'many-59' })).toBeVisible();
    await page.getByRole('link', { name: 'many-59' }).click();
    await expect(page).toHaveURL(`${router.origin}/console/groups/many-59`);
  });

  const addOpenProvider = () =>
    askAdmin(router, 'POST', '/providers', {
      id: 'open',
      dialect: 'openai-chat',
      base_url: upstream.url,
      api_key: key,
      models: [{ id: 'gpt-large' }],
    }).catch(async (error: Error) => {
      if (!error.message.includes('409')) throw error;
      await askAdmin(router, 'PUT', '/providers/open/key', { api_key: key });
    });
});

test.describe('where no private address is allowed', () => {
  const router = routerForTests(() => ({ configuration: configuration() }));

  test('the page refuses one as it is typed, and says where it would be allowed', async ({ page }) => {
    await signInAs(router, page, 'owner', '/console/providers/new?preset=none');
    await page.getByLabel('Name', { exact: true }).fill('mine');
    for (const address of [
      'http://127.0.0.1:1/v1',
      'http://2130706433/v1',
      'http://[::ffff:7f00:1]/v1',
      'http://169.254.169.254/v1',
    ]) {
      await page.getByLabel('Address').fill(address);
      await page.getByRole('button', { name: 'Test connection' }).click();
      await expect(page.getByText('Not connected')).toBeVisible();
      const result = page.getByRole('status').getByText(/ROUTER_ALLOW_PRIVATE_UPSTREAMS does not allow it/);
      await expect(result).toBeVisible();
      await page.getByRole('button', { name: 'Review and save' }).click();
      await expect(page.getByLabel('Address')).toHaveAccessibleDescription(/ROUTER_ALLOW_PRIVATE_UPSTREAMS does not/);
    }
    await page.getByLabel('Address').fill('https://api.example.com/v1');
    await page.getByText('More: how the key is sent').click();
    await page.getByLabel('Headers').fill('x-team-token: abc');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await expect(page.getByLabel('Headers')).toHaveAccessibleDescription(
      /“x-team-token”: it looks like a secret.*“Key”/,
    );
    await page.getByLabel('Whole answer within, ms').fill('soon');
    await page.getByRole('button', { name: 'Review and save' }).click();
    await expect(page.getByLabel('Whole answer within, ms')).toHaveAccessibleDescription(/^Expected a whole number/);
    await expect(page.getByText('Not done yet. Look at “Whole answer within, ms”.')).toBeVisible();
    await expectGoodLooks(page, 'console-providers-refused');
    // A file's own address is the operator's, and goes on being called.
    expect((await ask(router, token, 'general')).status).toBe(200);
  });
});

async function replaceKey(page: Page, value: string) {
  await page.getByRole('button', { name: 'Replace key' }).click();
  await page.getByLabel('New key').fill(value);
  await page.getByRole('button', { name: 'Try and save' }).click();
}
