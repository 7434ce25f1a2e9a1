import type { MetricDefinition } from './definitions';
import type { Histogram } from './histogram';

/** All series of one metric. Label values stand in the order of the definition's labels. */
export interface Family {
  definition: MetricDefinition;
  samples: readonly Sample[];
}

export interface Sample {
  labels: readonly string[];
  value: number | Histogram;
}

/** In Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export function renderFamilies(families: readonly Family[]): string {
  return families.map(renderFamily).join('\n');
}

function renderFamily({ definition, samples }: Family): string {
  const { name, type, help, labels: names } = definition;
  const lines = [`# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}`, `# TYPE ${name} ${type}`];
  for (const { labels, value } of samples) {
    const told = names.map((label, at) => `${label}="${escapeLabel(labels[at] ?? '')}"`);
    if (typeof value === 'number') lines.push(`${name}${inBraces(told)} ${value}`);
    else lines.push(...renderHistogram(name, told, value));
  }
  return `${lines.join('\n')}\n`;
}

function renderHistogram(name: string, told: readonly string[], { bounds, counts, count, sum }: Histogram): string[] {
  let below = 0;
  const buckets = bounds.map((bound, at) => {
    below += counts[at] ?? 0;
    return `${name}_bucket${inBraces([...told, `le="${bound}"`])} ${below}`;
  });
  const all = `${name}_bucket${inBraces([...told, 'le="+Inf"'])} ${count}`;
  return [...buckets, all, `${name}_sum${inBraces(told)} ${sum}`, `${name}_count${inBraces(told)} ${count}`];
}

function inBraces(told: readonly string[]): string {
  return told.length === 0 ? '' : `{${told.join(',')}}`;
}

function escapeLabel(value: string): string {
  return /[\\"\n]/.test(value) ? value.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`)) : value;
}
