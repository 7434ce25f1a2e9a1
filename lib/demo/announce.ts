import path from 'node:path';
import { setupUrl } from '../admin/sign-in/setup-link';
import { listeningOrigin } from '../runtime/listening-origin';
import type { Runtime } from '../runtime/runtime';
import { coloured, plain, tellStart } from './story';

/** Tells on standard output where the server is, whichever door it came up behind. */
export function announce(runtime: Runtime): void {
  runtime.announced = true;
  const { settings, snapshot, demo, port } = runtime;
  const origin = listeningOrigin(runtime);
  const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;
  const facts = {
    ...{ origin, groups: snapshot.current().groups.size, demo, setting: settingFor(port, settings.dataDir) },
    setupUrl: runtime.firstOwnerToken && setupUrl(origin, runtime.firstOwnerToken),
  };
  process.stdout.write(tellStart(facts, isColoured ? coloured : plain));
}

/** The command line looks for the server at the default port and for its admin token in the default folder. */
function settingFor(port: number, dataDir: string): string {
  const folder = /^[\w./-]+$/.test(dataDir) ? dataDir : `'${dataDir.replaceAll("'", "'\\''")}'`;
  return [
    port === 3000 ? '' : `PORT=${port} `,
    dataDir === path.resolve(/* turbopackIgnore: true */ '.data') ? '' : `ROUTER_DATA_DIR=${folder} `,
  ].join('');
}
