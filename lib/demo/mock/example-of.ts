/**
 * The smallest value that a JSON schema allows, for the mock's tool calls and structured answers. What a schema asks for in
 * ways it does not know (patterns, not, …) it leaves unmet: it is a demo and no validator.
 */
export function exampleOf(schema: unknown, root: unknown = schema, depth = 0): unknown {
  if (!isObject(schema) || depth > maxDepth) return null;
  if ('const' in schema) return schema.const;
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (typeof schema.$ref === 'string') return exampleOf(resolve(root, schema.$ref), root, depth + 1);
  for (const choice of ['anyOf', 'oneOf', 'allOf']) {
    const list = schema[choice];
    if (Array.isArray(list)) return exampleOf(list[0], root, depth + 1);
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || isObject(schema.properties)) return exampleObject(schema, root, depth);
  if (type === 'array')
    return Array.from({ length: least(schema.minItems) }, () => exampleOf(schema.items, root, depth + 1));
  if (type === 'string') return exampleText(schema);
  if (type === 'integer') return Math.ceil(exampleNumber(schema));
  if (type === 'number') return exampleNumber(schema);
  return type === 'boolean' ? true : null;
}

/** Deep enough for any tool, and the end of a schema that refers to itself. */
const maxDepth = 12;

function exampleObject(schema: Record<string, unknown>, root: unknown, depth: number): Record<string, unknown> {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === 'string') : [];
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name], root, depth + 1)]));
}

function exampleText({ format, minLength, maxLength }: Record<string, unknown>): string {
  const word = (typeof format === 'string' && formats[format]) || 'example';
  const long = word.padEnd(least(minLength), '.');
  return typeof maxLength === 'number' ? long.slice(0, maxLength) : long;
}

const formats: Record<string, string> = {
  date: '2026-01-01',
  'date-time': '2026-01-01T12:00:00Z',
  time: '12:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

function exampleNumber({ minimum, exclusiveMinimum, maximum }: Record<string, unknown>): number {
  if (typeof minimum === 'number') return minimum;
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1;
  return typeof maximum === 'number' ? Math.min(1, maximum) : 1;
}

/** A length a schema asks for, within reason. */
function least(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(Math.ceil(value), 100) : 0;
}

function resolve(root: unknown, reference: string): unknown {
  const steps = reference.startsWith('#/') ? reference.slice(2).split('/') : [];
  let found: unknown = reference === '#' || steps.length > 0 ? root : undefined;
  for (const step of steps) found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
