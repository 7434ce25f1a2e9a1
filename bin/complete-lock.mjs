// `npm run lock`, after packages were added: completes package-lock.json with the compiled packages of other systems.
//
// A registry mirror that carries only some systems' builds makes npm leave the others out of the lock file, and then
// `npm ci` refuses it: everywhere, on the mirror as well. What is added names version and system, so npm skips it where
// it does not fit. It has no checksum, which only the package's own bytes could give.
import { writeFileSync } from 'node:fs';
import { main } from './_steps/main.mjs';
import { completeLock, missingFromLock } from './_steps/package-lock.mjs';
import { inRoot, readJson } from './_steps/project.mjs';

await main(() => {
  const file = inRoot('package-lock.json');
  const lock = readJson(file);
  const missing = missingFromLock(lock);
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
  for (const { name, version } of missing) console.log(`  ${name} ${version}`);
  console.log(`${missing.length} packages added to package-lock.json`);
});
