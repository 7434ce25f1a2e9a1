import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import type { Role } from '@/lib/exchange/roles';
import { bearer } from '../client';
import type { Router } from '../start-router';
import { hydrated } from './hydrated';

/** What every administrator of a test signs in with. */
export const password = 'a password of the tests';

/** The admin API of a router of these tests, with the server's own token. */
export async function askAdmin<Answer>(
  router: Router,
  method: string,
  address: string,
  body?: unknown,
): Promise<Answer> {
  const token = readFileSync(path.join(router.dataDir, 'admin-token'), 'utf8').trim();
  const response = await fetch(`${router.origin}/api/admin${address}`, {
    method,
    headers: { ...bearer(token), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`);
  return JSON.parse(text) as Answer;
}

/** An administrator of this role, made where it is not there yet: `the-owner`, `the-admin`, … */
export async function makeAdministrator(router: Router, role: Role): Promise<string> {
  const name = `the-${role}`;
  await askAdmin(router, 'POST', '/administrators', { name, role, password }).catch((error: Error) => {
    if (!error.message.includes('409')) throw error;
  });
  return name;
}

/** Signs in as one of this role, as a person does, and ends on a page of the console. */
export async function signInAs(router: Router, page: Page, role: Role, to = '/console'): Promise<void> {
  const name = await makeAdministrator(router, role);
  await page.goto(`${router.origin}${to}`);
  await hydrated(page);
  await page.getByLabel('Name or e-mail address').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Console' })).toBeVisible();
  await hydrated(page);
}

/** Somebody else's browser, signed in as one of this role. */
export async function anotherBrowser(router: Router, browser: Browser, role: Role, to = '/console'): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(router, page, role, to);
  return page;
}

export async function openConsole(router: Router, page: Page, to: string): Promise<void> {
  await page.goto(`${router.origin}${to}`);
  await hydrated(page);
}
