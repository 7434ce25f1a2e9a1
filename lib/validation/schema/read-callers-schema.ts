import type { RawJson } from '../../exchange/raw-json';
import type { Budget } from '../budget';
import { readSchemaText, type SchemaReading } from './read-schema';

/** A request's schema is read when the first of its answers is judged, and once. */
export function readCallersSchema(schema: RawJson, budget: Budget): SchemaReading {
  const known = readings.get(schema);
  if (known) return known;
  const reading = readSchemaText(schema.text, budget);
  readings.set(schema, reading);
  return reading;
}

const readings = new WeakMap<RawJson, SchemaReading>();
