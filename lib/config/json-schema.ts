import { z } from 'zod';
import { fieldWords } from './field-words';
import { documentSchema } from './schema';

/** As much of JSON Schema as the declared configuration needs. */
export interface FieldSchema {
  title?: string;
  description?: string;
  type?: string;
  enum?: readonly string[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, FieldSchema>;
  required?: readonly string[];
  items?: FieldSchema;
}

/**
 * The declared configuration as a JSON Schema, for editors: its fields, their kinds and what they are for. What one part says of
 * another (a target's model, an alias used twice) no schema can say; the reader of the file does.
 */
export function configurationJsonSchema(): FieldSchema {
  const schema = z.toJSONSchema(documentSchema, { io: 'input', unrepresentable: 'any' }) as FieldSchema;
  for (const [path, field] of fieldsOf(schema)) {
    const { says } = fieldWords[path] ?? {};
    if (says) field.description = says;
  }
  return { ...schema, title: 'GenAI Smart Router: the declared configuration' };
}

/** Every field with its path, without the indexes of lists, in the order of the schema. */
export function fieldsOf(schema: FieldSchema, above = ''): [path: string, field: FieldSchema, required: boolean][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const path = above ? `${above}.${key}` : key;
    const required = schema.required?.includes(key) ?? false;
    return [[path, field, required], ...fieldsOf(field.items ?? field, path)];
  });
}
