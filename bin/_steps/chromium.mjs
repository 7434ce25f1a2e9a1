import { existsSync } from 'node:fs';
import { debianChromium, mayInstall } from './chromium-debian.mjs';
import { packagedChromium } from './chromium-package.mjs';
import { playwrightChromiums, systemChromiums } from './chromium-places.mjs';
import { StepFailed, say } from './progress.mjs';

/** What every Chromium of ours is started with: nothing that reaches out by itself, nothing that needs a real screen. */
export const switches = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The kinds of place in the order they are tried: what is there already, then what can be fetched. */
const sources = {
  system: () => systemChromiums(),
  playwright: () => playwrightChromiums(),
  npm: () => packagedChromium(),
  debian: () => debianChromium(),
};

/**
 * A Chromium that has just been started and has shown a page: `--version` also works where a library is missing.
 * `ROUTER_TEST_CHROMIUM` names a program, or one of the kinds of place above, and then nothing else is tried.
 */
export async function findChromium(named = process.env.ROUTER_TEST_CHROMIUM) {
  const tried = [];
  for (const kind of kindsToTry(named)) {
    const candidates = await (sources[kind] ? sources[kind]() : [{ executable: kind }]);
    if (candidates.length === 0) tried.push(`${kind}: none`);
    for (const candidate of candidates) {
      const problem = candidate.problem ?? (await problemWith(candidate));
      if (problem === null) return { environment: {}, ...candidate };
      tried.push(`${candidate.executable ?? kind}: ${problem}`);
    }
  }
  throw new StepFailed(wordsFor(tried, named));
}

function kindsToTry(named) {
  if (named) return [named];
  return mayInstall() ? Object.keys(sources) : Object.keys(sources).filter((kind) => kind !== 'debian');
}

/** What went wrong when it was started and shown a page, or null. */
async function problemWith({ executable, environment = {} }) {
  if (!existsSync(executable)) return 'there is no such file';
  const { chromium } = await import('@playwright/test');
  const options = { executablePath: executable, args: switches, timeout: 30_000 };
  let browser;
  try {
    browser = await chromium.launch({ ...options, env: { ...process.env, ...environment } });
    const page = await browser.newPage();
    await page.setContent('<title>it works</title>');
    return (await page.title()) === 'it works' ? null : 'it starts, and shows no page';
  } catch (error) {
    return reasonIn(error.message);
  } finally {
    await browser?.close().catch((error) => say(`  ${executable} did not close: ${error.message}`));
  }
}

/** For the reader: of a page of log the one line that says which library is missing, or the first one. */
function reasonIn(message) {
  const lines = message.split('\n').map((line) => line.trim());
  return lines.find((line) => /error while loading|cannot open|Failed to|No usable/.test(line)) ?? lines[0];
}

function wordsFor(tried, named) {
  return [
    named
      ? `ROUTER_TEST_CHROMIUM=${named} gives no Chromium that starts:`
      : 'The browser tests found no Chromium that starts:',
    ...tried.map((line) => `  ${line}`),
    'Install one (on Debian: apt-get install chromium; on macOS: brew install --cask chromium), or name one:',
    '  ROUTER_TEST_CHROMIUM=/path/to/chromium npm test',
  ].join('\n');
}
