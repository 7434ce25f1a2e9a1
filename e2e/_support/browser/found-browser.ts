import { switches } from '../../../bin/_steps/chromium.mjs';

/** How the Chromium is started that `npm test` has found and tried. */
export function foundBrowser() {
  const told = process.env.ROUTER_TEST_BROWSER;
  if (!told) throw new Error('No Chromium was handed in. Run the browser tests as: npm test -- e2e/pages.spec.ts');
  const { executable, environment } = JSON.parse(told) as { executable: string; environment: Record<string, string> };
  return { executablePath: executable, args: [...switches], env: { ...ownEnvironment(), ...environment } };
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
