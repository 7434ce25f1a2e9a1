import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import type { Router } from '../start-router';
import { hydrated } from './hydrated';

export const quickstart = '/docs/getting-started/quickstart';

/** A token of the demo's, as its own start keeps it: the good one, or another. */
export function demoTokenOf({ dataDir }: Router, which: 'good' | 'empty' = 'good'): string {
  return String(JSON.parse(readFileSync(path.join(dataDir, 'demo.json'), 'utf8')).tokens[which]);
}

export async function openPage({ origin }: Router, page: Page, address: string): Promise<void> {
  await page.goto(`${origin}${address}`);
  await hydrated(page);
}

/** Under the title of a page with examples: whose they are. */
export const tokenBar = (page: Page) => page.getByRole('region', { name: 'Your token in the examples' });

export async function takeDemoToken(page: Page): Promise<void> {
  await tokenBar(page).getByRole('button', { name: 'Use the demo’s token' }).click();
  await expect(tokenBar(page).getByRole('button', { name: 'Forget' })).toBeVisible();
}

export async function takeToken(page: Page, token: string): Promise<void> {
  await tokenBar(page).getByRole('button', { name: 'Use my token' }).click();
  await page.getByRole('dialog').getByLabel('Caller token').fill(token);
  await page.keyboard.press('Enter');
  await expect(tokenBar(page).getByRole('button', { name: 'Forget' })).toBeVisible();
}

export const runButton = (page: Page) => page.getByRole('button', { name: /^Run( curl)? here$/ });

/** A script as a reader runs it, with nothing of the person's own. */
export function inShell(script: string): Promise<{ stdout: string }> {
  const env = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV };
  return promisify(execFile)('bash', ['-eu', '-c', script], { env });
}
