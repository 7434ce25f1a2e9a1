import { type CatalogueEntry, catalogue, type FaultCode, faultCodes, faultPagePath } from '../faults/catalogue';
import { type Endpoint, endpoints } from './endpoints';
import { explanationSchema } from './explanation-schema';

/** The API as an OpenAPI 3.1 document, with this deployment's own address and every fault there is. */
export function openapi(origin: string, version: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'GenAI Smart Router',
      version,
      description: `One address for every model group of this deployment. Docs: ${origin}/docs`,
    },
    servers: [{ url: origin }],
    security: [{ bearer: [] }, { apiKey: [] }],
    paths: Object.fromEntries(
      endpoints.map((endpoint) => [endpoint.path, { [endpoint.method]: describeOperation(endpoint) }]),
    ),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A caller token; it begins with rtr_' },
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'x-api-key',
          description: 'The same token, as Anthropic’s clients send it',
        },
      },
      schemas: { Fault: faultSchema, Explanation: explanationSchema },
      responses: Object.fromEntries(statuses().map((status) => [`Fault${status}`, faultResponse(status, origin)])),
    },
  };
}

function describeOperation({ method, path, summary, query, body, streams }: Endpoint): object {
  const answer = path === '/v1/route/explain' ? { $ref: '#/components/schemas/Explanation' } : undefined;
  const parameters = [
    ...(path.includes('{id}') ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] : []),
    ...Object.entries(query).map(([name, description]) => ({
      name,
      in: 'query',
      description,
      schema: { type: 'string' },
    })),
  ];
  return {
    summary,
    operationId: `${method}${path
      .replace(/\/v1/, '')
      .replace(/\W+(\w)/g, (_all, letter: string) => letter.toUpperCase())
      .replace(/\W/g, '')}`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: bodySchema(body) } } } } : {}),
    responses: {
      200: {
        description: 'The answer',
        headers: { 'x-request-id': { schema: { type: 'string' } }, ...(streams ? answerHeaders : {}) },
        content: {
          'application/json': { schema: answer ?? { type: 'object' } },
          ...(streams ? { 'text/event-stream': { schema: { type: 'string' } } } : {}),
        },
      },
      ...Object.fromEntries(statuses().map((status) => [status, { $ref: `#/components/responses/Fault${status}` }])),
    },
  };
}

/** Fields that nobody here knows pass, so none is forbidden. */
function bodySchema({ required, optional }: NonNullable<Endpoint['body']>): object {
  const properties = [...required, ...optional].map((name) => [name, types[name] ?? {}]);
  return { type: 'object', required, properties: Object.fromEntries(properties), additionalProperties: true };
}

const types: Readonly<Record<string, object>> = {
  model: { type: 'string', description: 'A model group, or an alias of one' },
  messages: { type: 'array', items: { type: 'object' } },
  stream: { type: 'boolean' },
  max_tokens: { type: 'integer', minimum: 1 },
  temperature: { type: 'number' },
  top_p: { type: 'number' },
  tools: { type: 'array', items: { type: 'object' } },
  metadata: { type: 'object' },
  features: {
    type: 'array',
    items: { type: 'string' },
    description: 'In place of a body: what a request would ask for',
  },
};

/** Of an answer that came from a provider. */
const answerHeaders = {
  'x-router-attempts': { description: 'How many targets were tried', schema: { type: 'integer' } },
  'x-router-degraded': { description: 'What the target that answered was not sent', schema: { type: 'string' } },
  'x-router-validation': { description: 'What came of the rules of the group', schema: { type: 'string' } },
};

const faultSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['message', 'type', 'code', 'request_id', 'doc_url'],
      properties: {
        message: { type: 'string' },
        type: { type: 'string' },
        code: { type: 'string', enum: faultCodes },
        param: { type: ['string', 'null'] },
        request_id: { type: 'string' },
        doc_url: { type: 'string' },
      },
    },
  },
};

function statuses(): number[] {
  return [...new Set(faultCodes.map((code) => catalogue[code].status))].sort((one, other) => one - other);
}

function faultResponse(status: number, origin: string): object {
  const codes = faultCodes.filter((code: FaultCode) => catalogue[code].status === status);
  const words = codes.map((code) => {
    const { message }: CatalogueEntry = catalogue[code];
    return `\`${code}\`: ${message} ${origin}${faultPagePath(code)}`;
  });
  return {
    description: [...words, ...(status === 400 ? [ownRefusal] : [])].join('\n\n'),
    content: { 'application/json': { schema: status === 400 ? either : { $ref: '#/components/schemas/Fault' } } },
  };
}

const ownRefusal =
  'Or a provider’s own refusal of the request, in its own words, where it speaks the API that was called.';
const either = { anyOf: [{ $ref: '#/components/schemas/Fault' }, { type: 'object' }] };
