import { describe, expect, it } from 'vitest';
import type { AnswerPart, ExchangeAnswer } from '../exchange/answer';
import { type DeclaredRule, needsWholeAnswer, ruleNames } from '../exchange/answer-rules';
import type { FunctionTool, OutputFormat, Tool } from '../exchange/conversation';
import { RawJson } from '../exchange/raw-json';
import { compileRules } from './compile-rules';
import { judgeRequest } from './judge-request';
import type { Asked } from './judging';
import { validateAnswer } from './validate-answer';

function rules(...declared: DeclaredRule[]) {
  const compiled = compileRules(declared);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.rules;
}

const says = (text: string): AnswerPart => ({ type: 'text', text, annotations: [], logprobs: null });
const calls = (name: string, input: string, kind: 'function' | 'custom' = 'function'): AnswerPart => {
  return { type: 'tool-call', id: 'call_1', name, namespace: null, kind, input, signature: null, cacheMark: null };
};
const answer = (parts: AnswerPart[], some: Partial<ExchangeAnswer> = {}): ExchangeAnswer => {
  return { parts, finish: 'stop', stopSequence: null, usage: null, serviceTier: null, ...some };
};
const tool = (name: string, schema: unknown): FunctionTool => ({
  type: 'function',
  name,
  namespace: null,
  namespaceDescription: null,
  description: null,
  schema: schema === undefined ? null : new RawJson(JSON.stringify(schema)),
  strict: null,
  cacheMark: null,
});
const asked = (output: OutputFormat = { type: 'text' }, tools: Tool[] = []): Asked => ({ output, tools });
const schemaAsked = (schema: unknown) =>
  asked({
    type: 'json-schema',
    name: null,
    description: null,
    schema: new RawJson(JSON.stringify(schema)),
    strict: null,
  });

const reasonOf = (rule: DeclaredRule, given: ExchangeAnswer, request = asked()) => {
  const verdict = validateAnswer(rules(rule), request, given);
  return verdict.ok ? null : verdict.reason;
};

describe('an answer is empty', () => {
  it.each<[AnswerPart[], boolean]>([
    [[], true],
    [[says(' \n')], true],
    [[{ type: 'reasoning', texts: ['I think'], isSummary: false, signature: null }], true],
    [[says('a')], false],
    [[{ type: 'refusal', text: 'No.' }], false],
    [[calls('f', '{}')], false],
  ])('%j: %s', (parts, empty) => {
    expect(reasonOf({ rule: 'non-empty' }, answer(parts))).toBe(empty ? 'The answer is empty.' : null);
  });
});

it('an answer that a length cut is not finished, and any other end is an end', () => {
  const reason = (finish: ExchangeAnswer['finish']) => reasonOf({ rule: 'finished' }, answer([says('a')], { finish }));
  expect(reason('length')).toBe('The answer was cut at its longest length.');
  expect(reason('context-length')).toContain('context window');
  for (const finish of ['stop', 'stop-sequence', 'tool-calls', 'content-filter', 'refusal', 'pause'] as const)
    expect(reason(finish)).toBeNull();
});

describe('JSON', () => {
  it.each([
    ['{"a":1}', null],
    [' [1]\n', null],
    ['1', null],
    ['{"a":1', 'The answer’s text is not JSON.'],
    ['Here: {"a":1}', 'The answer’s text is not JSON.'],
    ['```json\n{}\n```', 'The answer’s text is not JSON: it stands in a code fence.'],
    ['', 'The answer has no text, and so no JSON.'],
  ])('%j: %s', (text, expected) => expect(reasonOf({ rule: 'json' }, answer([says(text)]))).toBe(expected));

  it('may come in several parts of text', () => {
    expect(reasonOf({ rule: 'json' }, answer([says('{"a"'), says(':1}')]))).toBeNull();
  });

  it('is not refused politely', () => {
    const refused = answer([{ type: 'refusal', text: 'I cannot.' }]);
    expect(reasonOf({ rule: 'json' }, refused)).toBe('The answer is a refusal and not JSON.');
  });

  it('is not awaited of a turn that calls a tool first', () => {
    const turn = answer([says('Let me look.'), calls('f', '{}')], { finish: 'tool-calls' });
    expect(reasonOf({ rule: 'json' }, turn)).toBeNull();
    expect(reasonOf({ rule: 'json-schema', schema: { type: 'object' } }, turn)).toBeNull();
    expect(reasonOf({ rule: 'regex', pattern: '^\\{' }, turn)).toBeNull();
  });
});

describe('a JSON schema', () => {
  const schema = {
    type: 'object',
    properties: { age: { type: 'integer' } },
    required: ['age'],
    additionalProperties: false,
  };

  it('is the rule’s own', () => {
    const rule: DeclaredRule = { rule: 'json-schema', schema };
    expect(reasonOf(rule, answer([says('{"age":3}')]))).toBeNull();
    expect(reasonOf(rule, answer([says('{"age":"3"}')]))).toBe(
      'The answer does not match its JSON schema: /age must be an integer.',
    );
    expect(reasonOf(rule, answer([says('{}')]))).toBe('The answer does not match its JSON schema: it lacks "age".');
    expect(reasonOf(rule, answer([says('age 3')]))).toBe('The answer’s text is not JSON.');
  });

  it('is the caller’s where the rule has none', () => {
    const rule: DeclaredRule = { rule: 'json-schema' };
    expect(reasonOf(rule, answer([says('{"age":3}')]), schemaAsked(schema))).toBeNull();
    expect(reasonOf(rule, answer([says('{"years":3}')]), schemaAsked(schema))).toContain('lacks "age"');
    expect(reasonOf(rule, answer([says('[]')]), asked({ type: 'json-object' }))).toBe(
      'The answer’s JSON is not an object.',
    );
    expect(reasonOf(rule, answer([says('{}')]), asked({ type: 'json-object' }))).toBeNull();
    expect(reasonOf(rule, answer([says('words')]))).toBeNull();
  });

  it('that cannot be judged by is the request’s blame, and can be told before anything is sent', () => {
    const request = schemaAsked({ properties: { a: { pattern: '(?!b)' } } });
    const ruled = rules({ rule: 'non-empty' }, { rule: 'json-schema' });
    const verdict = validateAnswer(ruled, request, answer([says('{}')]));
    expect(verdict).toMatchObject({ ok: false, rule: 'json-schema', blame: 'request' });
    expect(judgeRequest(ruled, request)).toEqual({
      rule: 'json-schema',
      reason: expect.stringContaining('cannot be judged by: /properties/a/pattern uses what cannot be run safely'),
    });
    expect(judgeRequest(ruled, schemaAsked({ unevaluatedProperties: false }))?.reason).toBe(
      'The request’s JSON schema cannot be judged by: /unevaluatedProperties is not supported here.',
    );
    expect(judgeRequest(ruled, schemaAsked('text' as never))?.reason).toBe(
      'The request’s JSON schema cannot be judged by: it is not a JSON schema: expected a JSON object.',
    );
    expect(judgeRequest(ruled, schemaAsked(schema))).toBeNull();
    expect(judgeRequest(rules({ rule: 'json-schema', schema }), request)).toBeNull();
  });
});

describe('the arguments of a tool call', () => {
  const weather = tool('weather', { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] });
  const patch: Tool = {
    type: 'custom',
    name: 'patch',
    namespace: null,
    namespaceDescription: null,
    description: null,
    format: null,
  };
  const request = asked(undefined, [tool('ping', undefined), weather, patch]);
  const reason = (...parts: AnswerPart[]) => reasonOf({ rule: 'tool-arguments' }, answer(parts), request);

  it('match the tool’s schema as the request carried it', () => {
    expect(reason(calls('weather', '{"city":"Oslo"}'), calls('ping', '{}'))).toBeNull();
    expect(reason(calls('weather', '{"city":5}'))).toBe(
      'The arguments of the call to "weather" do not match its schema: /city must be a string.',
    );
    expect(reason(calls('ping', '{}'), calls('weather', '{}'))).toContain('it lacks "city"');
  });

  it('are JSON, and of a tool that was offered', () => {
    expect(reason(calls('weather', '{"city":'))).toBe('The arguments of the call to "weather" are not JSON.');
    expect(reason(calls('storm', '{}'))).toBe('The answer calls a tool "storm", which the request does not offer.');
  });

  it('of a custom tool are text', () => {
    expect(reason(calls('patch', '*** Begin', 'custom'))).toBeNull();
    expect(reason(calls('weather', '{}', 'custom'))).toContain('does not offer');
  });

  it('cannot be judged by a schema that cannot be read', () => {
    const odd = asked(undefined, [tool('odd', { $dynamicRef: '#a' })]);
    const ruled = rules({ rule: 'tool-arguments' });
    expect(validateAnswer(ruled, odd, answer([calls('odd', '{}')]))).toMatchObject({ ok: false, blame: 'request' });
    expect(judgeRequest(ruled, odd)?.reason).toContain('The schema of the tool "odd" cannot be judged by');
    expect(judgeRequest(ruled, request)).toBeNull();
  });
});

it('a text matches a pattern, or must not', () => {
  const must = (pattern: string, how?: 'match' | 'not-match') =>
    reasonOf({ rule: 'regex', pattern, ...(how ? { must: how } : {}) }, answer([says('As an AI, I cannot.')]));
  expect(must('\\bAI\\b')).toBeNull();
  expect(must('^I')).toBe('The answer’s text does not match the pattern it must match.');
  expect(must('(?i)as an ai', 'not-match')).toBe('The answer’s text says what it must not.');
  expect(must('sorry', 'not-match')).toBeNull();
});

describe('rules', () => {
  it('are judged in the order they were declared, and the first that is broken is told', () => {
    const broken = answer([says('words')], { finish: 'length' });
    expect(validateAnswer(rules({ rule: 'finished' }, { rule: 'json' }), asked(), broken)).toMatchObject({
      rule: 'finished',
    });
    expect(validateAnswer(rules({ rule: 'json' }, { rule: 'finished' }), asked(), broken)).toMatchObject({
      rule: 'json',
    });
    expect(validateAnswer([], asked(), broken)).toEqual({ ok: true });
  });

  it('are refused when they are saved, all at once and by their fields', () => {
    const bad: DeclaredRule[] = [
      { rule: 'regex', pattern: '(a' },
      { rule: 'json' },
      { rule: 'json-schema', schema: { type: 'strange' } },
      { rule: 'regex', pattern: '(a{0,30}){0,99}' },
      { rule: 'json-schema', schema: { enum: [JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)] } },
    ];
    expect(compileRules(bad)).toEqual({
      ok: false,
      problems: [
        { field: [0, 'pattern'], message: 'is not a regular expression' },
        { field: [2, 'schema'], message: expect.stringContaining('at /type: must name a type') },
        { field: [3, 'pattern'], message: 'repeats too much to be run safely' },
        { field: [4, 'schema'], message: 'is too large or too deep to be judged by' },
      ],
    });
  });

  it('hold a stream back where they need the whole of it', () => {
    expect(ruleNames.filter((name) => !needsWholeAnswer(name))).toEqual(['non-empty']);
  });
});
