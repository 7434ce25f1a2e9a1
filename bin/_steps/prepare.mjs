import { build, buildState } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { say } from './progress.mjs';
import { inRoot } from './project.mjs';

const lockFile = inRoot('dist', 'prepare.lock');

/** Makes the project ready to run: installs what is missing and builds what is stale, and does nothing when all is well. */
export async function prepare({ needsBuild = true } = {}) {
  const isReady = () => isInstalled() && (!needsBuild || buildState() === 'fresh');
  if (isReady()) return;
  const onWait = (pid) => say(`  Waiting for another install or build to finish (process ${pid}) …`);
  await withLock(
    lockFile,
    async (lock) => {
      if (!isInstalled()) await install(lock);
      if (needsBuild && buildState() !== 'fresh') await build(lock);
    },
    { onWait },
  );
}

/** For a build that was asked for by name: made even when it is fresh. */
export async function rebuild() {
  const onWait = (pid) => say(`  Waiting for another install or build to finish (process ${pid}) …`);
  await withLock(lockFile, build, { onWait });
}
