import { fieldWords } from '../config/field-words';
import { configurationJsonSchema, type FieldSchema, fieldsOf } from '../config/json-schema';

export { configurationJsonSchema };

/** One field of the declared configuration, as its page shows it. */
export interface ConfigField {
  /** Without the indexes of lists: `providers.models.price.input`. */
  path: string;
  /** As it is written under its object: `price.input`. */
  name: string;
  /** What kind of value it takes, in words. */
  takes: string;
  /** Required, or what it comes to when it is left out. */
  leftOut: string;
  says: string;
}

/** The lists of the file, each a part of the page; what stands within one without being a list of its own belongs to it. */
export const configObjects = [
  '',
  'providers',
  'providers.models',
  'policies',
  'groups',
  'groups.validation.rules',
  'groups.targets',
  'projects',
  'callers',
  'callers.tokens',
  'limits',
];

/** Limits are the same fields at groups, projects and tokens: a part of their own, shown once. */
const shared = /^(?:groups|projects|callers\.tokens)\.(?=limits\.)/;

/** The fields of one of the lists, made from the schema that reads the file and from lib/config/field-words.ts. */
export function configFields(object: string): ConfigField[] {
  return allFields().filter(({ path, name }) => path === (object ? `${object}.${name}` : name));
}

let read: ConfigField[] | undefined;

function allFields(): ConfigField[] {
  if (read) return read;
  const fields = fieldsOf(configurationJsonSchema()).map(([at, schema, required]): [string, ConfigField] => {
    const { says, leftOut } = fieldWords[at] ?? { says: '' };
    const path = at.replace(shared, '');
    const name = path.slice(objectOf(path).length).replace(/^\./, '');
    return [
      path,
      {
        path,
        name,
        takes: kindOf(schema),
        leftOut: required ? 'required' : (leftOut ?? inWords(schema.default)),
        says,
      },
    ];
  });
  read = [...new Map(fields).values()];
  return read;
}

/** The list that a field stands in: the longest that its path begins with. */
function objectOf(path: string): string {
  return configObjects.findLast((object) => object === '' || path.startsWith(`${object}.`)) ?? '';
}

function kindOf({ title, type, const: only, enum: names, items, properties, minimum, maximum }: FieldSchema): string {
  if (only !== undefined) return String(only);
  if (names) return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  if (items) return items.properties ? 'a list, see below' : `a list: ${kindOf(items)}`;
  if (properties) return 'fields, see below';
  if (type === 'boolean') return 'true or false';
  if (title === 'whole number') return `whole number, ${grouped(minimum)} to ${grouped(maximum)}`;
  return title ?? type ?? '';
}

function grouped(value: number | undefined): string {
  return value === undefined ? '' : value.toLocaleString('en');
}

function inWords(value: unknown): string {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isEmpty ? 'none' : String(value);
}
