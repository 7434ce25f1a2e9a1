/** A value of a difference in words; what is nothing is said to be nothing. */
export function isSomething(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

export function renderItem(key: string, value: unknown): string {
  // A text in a list is known by itself, a field of an object by its name.
  if (typeof value !== 'object' || value === null)
    return renderValue(value) === key ? key : `${key} ${renderValue(value)}`;
  const { provider: _, model: __, ...rest } = value as Record<string, unknown>;
  const fields = Object.entries(rest).map(([field, one]) => `${field} ${renderValue(one)}`);
  return fields.length > 0 ? `${key} (${fields.join(', ')})` : key;
}

export function renderValue(value: unknown): string {
  if (!isSomething(value)) return 'nothing';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
