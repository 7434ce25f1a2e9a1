import type { Carriage, Feature, FeatureTable } from '../exchange/features';
import type { Quirk } from '../exchange/quirks';

/** What becomes of a feature at one provider: its dialect's table, and what its quirks make of it. */
export function carriageAt(table: FeatureTable, quirks: ReadonlySet<Quirk>, feature: Feature): Carriage {
  for (const quirk of quirks) {
    const changed = quirkCarriage[quirk]?.[feature];
    if (changed) return changed;
  }
  return table[feature];
}

const quirkCarriage: Partial<Record<Quirk, Partial<Record<Feature, Carriage>>>> = {
  'system-first-only': { 'mid-instructions': 'bridged' },
  'sends-reasoning-content': { 'reasoning-text': 'carried' },
  'no-parallel-tool-calls': { 'parallel-tool-calls': 'degraded' },
  'no-strict-tools': { 'tool-schema-strict': 'degraded' },
  'no-image-urls': { 'image-url': 'refused' },
};
