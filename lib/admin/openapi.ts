import { z } from 'zod';
import { version } from '../../package.json';
import { adminErrorCodes } from './contract';
import { adminBase } from './find-verb';
import type { Verb } from './verb';

/** The admin API as an OpenAPI 3.1 document, made of the verbs themselves: what a verb takes is its own schema. */
export function describeAdminApi(origin: string, list: readonly (readonly [string, Verb])[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, verb] of list) {
    paths[verb.path] = { ...paths[verb.path], [verb.method.toLowerCase()]: describeOperation(name, verb) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'GenAI Smart Router: the admin API',
      version,
      description: 'For administrators and their programs. Roles and what each includes: the docs, Administering.',
    },
    servers: [{ url: `${origin}${adminBase}` }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An admin token, never a caller’s' } },
      schemas: { AdminError: errorSchema },
      responses: {
        Refusal: {
          description: 'Why it was not done; nothing was changed',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/AdminError' } } },
        },
      },
    },
  };
}

function describeOperation(name: string, verb: Verb): object {
  const schema = z.toJSONSchema(verb.input, { io: 'input', unrepresentable: 'any' }) as ObjectSchema;
  const { $schema: _, ...body } = schema;
  const inPath = [...verb.path.matchAll(/\{(\w+)\}/g)].map(([, field = '']) => field);
  const properties = Object.entries(body.properties ?? {});
  const rest = Object.fromEntries(properties.filter(([field]) => !inPath.includes(field)));
  const required = (body.required ?? []).filter((field) => !inPath.includes(field));
  const parameters = [
    ...inPath.map((field) => parameter('path', field, true, body.properties?.[field])),
    ...(verb.method === 'GET'
      ? Object.entries(rest).map(([field, one]) => parameter('query', field, required.includes(field), one))
      : []),
  ];
  const hasBody = verb.method !== 'GET' && Object.keys(rest).length > 0;
  const content = { 'application/json': { schema: { ...body, properties: rest, required } } };
  return {
    summary: verb.summary,
    operationId: name,
    description: `Needs ${verb.action}.`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(hasBody ? { requestBody: { required: required.length > 0, content } } : {}),
    responses: {
      [verb.status ?? 200]: {
        description: 'Done',
        content: { [verb.type ?? 'application/json']: { schema: { type: verb.type ? 'string' : 'object' } } },
      },
      default: { $ref: '#/components/responses/Refusal' },
    },
  };
}

interface ObjectSchema {
  $schema?: string;
  properties?: Record<string, object>;
  required?: string[];
}

function parameter(place: 'path' | 'query', name: string, required: boolean, schema: object = {}): object {
  return { name, in: place, required, schema };
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'request_id'],
      properties: {
        code: { type: 'string', enum: adminErrorCodes },
        message: { type: 'string' },
        request_id: { type: 'string' },
        problems: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              line: { type: ['integer', 'null'] },
              column: { type: ['integer', 'null'] },
              path: { type: 'string' },
              message: { type: 'string' },
            },
          },
        },
        fields: {
          type: 'array',
          description: 'Which fields of what was asked for are wrong, each with what was expected there.',
          items: {
            type: 'object',
            required: ['path', 'message'],
            properties: { path: { type: 'string' }, message: { type: 'string' } },
          },
        },
        since: {
          type: 'object',
          description: 'Of a conflict with what somebody else saved in the meantime: who, when, and as which version.',
          properties: {
            version: { type: 'integer' },
            actor: { type: 'string' },
            at: { type: 'string' },
            deleted: { type: 'boolean' },
          },
        },
      },
    },
  },
};
