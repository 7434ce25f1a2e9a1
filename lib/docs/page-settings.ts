import { readSettings, type Settings } from '../env';
import { findRuntime } from '../runtime/runtime';

type PageSettings = Pick<Settings, 'publicUrl' | 'supportContact' | 'docsRun'>;

let read: PageSettings | undefined;

/** The settings that pages show: the runtime's, or the environment's own while there is no runtime yet. */
export function pageSettings(): PageSettings {
  const running = findRuntime()?.settings;
  if (running) return running;
  read ??= readSettings(process.env);
  return read;
}
