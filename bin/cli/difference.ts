import type { ApplyAnswer } from '../../lib/admin/contract';
import { type Paint, plain } from './paint';

type Change = ApplyAnswer['changes'][number];

/** What an apply does, as a person reads it: `+` makes, `~` changes, `-` deletes; and under each its fields. */
export function renderChanges(changes: readonly Change[], paint: Paint): string {
  return changes.map((change) => [renderHead(change, paint), ...renderFields(change, paint)].join('\n')).join('\n');
}

function renderHead({ action, kind, id }: Change, paint: Paint): string {
  const name = `${plain(kind)} ${paint.bold(plain(id))}`;
  if (action === 'create') return `${paint.green('+')} ${name}`;
  if (action === 'delete') return `${paint.red('-')} ${name}`;
  return `${paint.yellow('~')} ${name}`;
}

function renderFields({ action, difference }: Change, paint: Paint): string[] {
  // Of what is deleted its name says enough.
  if (action === 'delete') return [];
  return Object.entries(difference).flatMap(([field, { from, to }]) => {
    const label = `    ${plain(field)}:`;
    if (secretFields.has(field)) return [`${label} ${renderSecret(from, to)}`];
    if (action === 'create') return [`${label} ${renderValue(to)}`];
    if (Array.isArray(from) && Array.isArray(to)) return [label, ...renderLists(from, to, paint)];
    return [`${label} ${paint.red(renderValue(from))} → ${paint.green(renderValue(to))}`];
  });
}

/** These come as the words "set" and "changed", never as themselves. */
const secretFields: ReadonlySet<string> = new Set(['api_key', 'token']);

function renderSecret(from: unknown, to: unknown): string {
  if (to === null) return 'taken away';
  return from === null ? '(secret, set)' : '(secret, changed)';
}

/** What left a list and what came into it; of one that only changed its order, the whole. */
function renderLists(from: readonly unknown[], to: readonly unknown[], paint: Paint): string[] {
  const [before, after] = [from.map(renderValue), to.map(renderValue)];
  const gone = before.filter((item) => !after.includes(item));
  const come = after.filter((item) => !before.includes(item));
  const reordered = gone.length + come.length === 0;
  const [less, more] = reordered ? [before, after] : [gone, come];
  return [...less.map((item) => paint.red(`      - ${item}`)), ...more.map((item) => paint.green(`      + ${item}`))];
}

function renderValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return /^[^\s,{}[\]"]+$/.test(value) ? plain(value) : plain(JSON.stringify(value));
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(renderValue).join(', ')}]`;
  const fields = Object.entries(value).map(([name, inner]) => `${plain(name)}: ${renderValue(inner)}`);
  return `{ ${fields.join(', ')} }`;
}
