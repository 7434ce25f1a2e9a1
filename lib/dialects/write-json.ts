import { RawJson } from '../exchange/raw-json';

/**
 * JSON.stringify that writes a RawJson as it is. Undefined members are left out and null ones are written, as there. Depth is
 * bounded by what renderers build: whatever a caller may nest deeply stays raw.
 */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) {
    let text = '[';
    for (let at = 0; at < value.length; at += 1) text += at === 0 ? writeJson(value[at]) : `,${writeJson(value[at])}`;
    return `${text}]`;
  }
  let text = '{';
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${writeJson(inner)}`;
  }
  return `${text}}`;
}
