/** What `POST /v1/route/explain` answers, for the OpenAPI document; a test holds it to the contract of both ends. */
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const flag = { type: 'boolean' };
const whole = { type: 'integer' };
const named = { type: 'array', items: objectOf({ name: text, words: text }) };
const between = (type: string) => objectOf({ likely: { type }, at_most: { type } });

const fault = objectOf({ code: text, status: whole, title: text, message: text, advice: text, page: text });

const target = objectOf({
  number: { ...whole, description: 'Its place in declared order, from 1' },
  eligible: flag,
  lacks: named,
  undeclared: { ...named, description: 'Needed, and declared neither way' },
  degraded: { ...named, description: 'What it would not be told' },
  health: { enum: ['healthy', 'unhealthy', 'unknown'] },
  left_alone: { ...flag, description: 'It has failed again and again, and is not tried for a while' },
});

export const explanationSchema = objectOf({
  object: { const: 'route.explanation' },
  endpoint: { enum: ['chat/completions', 'responses', 'messages'] },
  model: text,
  group: orNull(text),
  stream: flag,
  fault: { ...orNull(fault), description: 'What the real request would be refused with before a target is asked' },
  requires: named,
  input_tokens: between('integer'),
  max_output_tokens: orNull(whole),
  targets: { type: 'array', items: target },
  order: { type: 'array', items: whole, description: 'Numbers of targets, as they would be tried this time' },
  reasons: { ...texts, description: 'How the order comes about' },
  estimated_usd: { ...orNull(between('number')), description: 'What the first of them would cost, in US dollars' },
  limits: { type: 'array', description: 'Empty until there are limits on tokens' },
  able_groups: { ...texts, description: 'The token’s groups that could carry it' },
});

function objectOf(properties: Record<string, object>) {
  return { type: 'object', required: Object.keys(properties), properties };
}

function orNull(schema: object) {
  return { anyOf: [schema, { type: 'null' }] };
}
