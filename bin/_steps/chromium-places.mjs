import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const applications = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];

/** What a package manager or an installer has left: on the path by its usual names, then in the usual places. */
export function systemChromiums() {
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  return present([...onPath, ...usualPlaces()]);
}

/** What `npx playwright install` has left on this machine, the newest first; of any version, since each is tried. */
export function playwrightChromiums() {
  const folder = playwrightFolder();
  const revisions = entries(folder)
    .filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
    .sort((one, other) => Number(other.split('-')[1]) - Number(one.split('-')[1]));
  const programs = ['chrome', 'headless_shell', 'chrome-headless-shell', 'chrome.exe', ...applications];
  return present(
    revisions.flatMap((revision) =>
      entries(path.join(folder, revision)).flatMap((inner) =>
        programs.map((program) => path.join(folder, revision, inner, program)),
      ),
    ),
  );
}

function usualPlaces() {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', path.join(os.homedir(), 'Applications')].flatMap((folder) =>
        applications.map((application) => path.join(folder, application)),
      );
    case 'win32':
      return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
        .filter(Boolean)
        .map((folder) => path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
    default:
      return ['/usr/bin/chromium', '/usr/lib/chromium/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'];
  }
}

/** As Playwright itself works it out. */
function playwrightFolder() {
  const told = process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (told && told !== '0') return told;
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'ms-playwright');
  const cache =
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'))
      : (process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'));
  return path.join(cache, 'ms-playwright');
}

const present = (files) => [...new Set(files)].filter(existsSync).map((executable) => ({ executable }));

const entries = (folder) => (existsSync(folder) ? readdirSync(folder) : []);
