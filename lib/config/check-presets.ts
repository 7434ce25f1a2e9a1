import { type PresetName, presets } from '../providers/presets';
import type { Problem } from './configuration-error';
import { type Entry, entriesOf, outlineOf, textOf } from './outline';

/** That each provider says where it is and what it speaks, or names a preset that does. */
export function checkPresets(document: unknown): Problem[] {
  return entriesOf(outlineOf(document), 'providers').flatMap((provider) => {
    const name = textOf(provider, 'preset');
    if (name === undefined) return ['dialect', 'base_url'].flatMap((key) => missing(provider, key, 'is missing'));
    if (!isPreset(name) || presets[name].baseUrl !== null) return [];
    return missing(provider, 'base_url', `is missing; the preset "${name}" has no address that is the same for all`);
  });
}

function missing(provider: Entry, key: string, message: string): Problem[] {
  return provider.row[key] === undefined ? [{ path: [...provider.path, key], message }] : [];
}

function isPreset(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}
