import type { Runtime } from '../runtime/runtime';
import { coloured, plain, tellStart } from './story';

/** Tells on standard output where the server is, whichever door it came up behind. */
export function announce(runtime: Runtime, port: number): void {
  runtime.announced = true;
  const { settings, snapshot, demo } = runtime;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const origin = settings.publicUrl ?? `http://${host}${port === 80 ? '' : `:${port}`}`;
  const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;
  const facts = { origin, groups: snapshot.current().groups.size, demo };
  process.stdout.write(tellStart(facts, isColoured ? coloured : plain));
}
