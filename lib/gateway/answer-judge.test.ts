import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DeclaredRule } from '../exchange/answer-rules';
import { rawPolicy } from '../policies/__fixtures__/policy';
import type { AnswerValidation } from '../snapshot/snapshot';
import { compileRules } from '../validation/compile-rules';
import { fails, installStage, type Script, type Stage, says, streams } from './__fixtures__/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await installStage();
});
afterEach(() => stage.clear());
afterAll(async () => {
  stage.runtime.sandbox.close();
  await stage.runtime.stop();
});

function held(rules: readonly DeclaredRule[], some: Partial<AnswerValidation> = {}): AnswerValidation {
  const compiled = compileRules(rules);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const asksPolicy = rules.some(({ rule }) => rule === 'policy');
  return { rules: compiled.rules, asksPolicy, attempts: 1, onFailure: 'error', bufferStreams: false, ...some };
}

const open = (scripts: readonly Script[], validation: AnswerValidation) =>
  stage.open(scripts, { group: { validation } });
const json = [{ rule: 'json' }] as const;
const contentOf = async (response: Response) =>
  ((await response.json()) as { choices: { message: { content: string } }[] }).choices[0]?.message.content;
const faultOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string } }).error;
const head = (response: Response) => response.headers.get('x-router-validation');

describe('a whole answer', () => {
  it.each<[string, DeclaredRule, Script, Script]>([
    ['empty', { rule: 'non-empty' }, says(' '), says('words')],
    ['cut', { rule: 'finished' }, says('half', 'length'), says('whole')],
    ['no JSON', { rule: 'json' }, says('no'), says('{"a":1}')],
    [
      'off its schema',
      { rule: 'json-schema', schema: { type: 'object', required: ['b'] } },
      says('{"a":1}'),
      says('{"b":1}'),
    ],
    ['off its pattern', { rule: 'regex', pattern: '^yes$' }, says('no'), says('yes')],
    ['what it must not say', { rule: 'regex', pattern: 'secret', must: 'not-match' }, says('a secret'), says('no')],
  ])('that is %s is asked of the next target', async (_, rule, wrong, right) => {
    await open([wrong, right], held([rule]));
    const response = await stage.post();
    expect([response.status, head(response)]).toEqual([200, 'passed']);
    expect(await stage.tries()).toEqual([
      ['place0', 'invalid'],
      ['place1', 'answered'],
    ]);
  });

  it('is held to the schema that the request asks for, and to the tool’s own', async () => {
    const schema = {
      type: 'object',
      properties: { n: { type: 'integer' } },
      required: ['n'],
      additionalProperties: false,
    };
    await open([says('{"n":"1"}'), says('{"n":1}')], held([{ rule: 'json-schema' }]));
    const asked = { response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } };
    expect(await contentOf(await stage.post(asked))).toBe('{"n":1}');
    await stage.clear();
    const calls =
      (argument: string): Script =>
      ({ response }) => {
        const tool_calls = [{ id: 'c', type: 'function', function: { name: 'f', arguments: argument } }];
        const choices = [{ index: 0, message: { content: null, tool_calls }, finish_reason: 'tool_calls' }];
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 'a', choices }));
      };
    await open([calls('{"n":"1"}'), calls('{"n":1}')], held([{ rule: 'tool-arguments' }]));
    const response = await stage.post({ tools: [{ type: 'function', function: { name: 'f', parameters: schema } }] });
    expect(await response.text()).toContain('{\\"n\\":1}');
    expect((await stage.tries())[0]).toEqual(['place0', 'invalid']);
  });

  it('that nobody gives right is a fault that says which rule, after as many as the group allows', async () => {
    await open([says('one'), says('two'), says('{}')], held(json));
    const response = await stage.post();
    expect(response.status).toBe(422);
    const { code, message } = await faultOf(response);
    expect([code, message]).toEqual(['validation-failed', expect.stringContaining('The answer’s text is not JSON.')]);
    expect(await stage.tries()).toHaveLength(2);
    await stage.settled();
    expect(stage.records[0]).toMatchObject({ outcome: 'failed', provider_id: 'place1', output_tokens: 10 });
  });

  it('passes with a warning where the group says so, and is paid for', async () => {
    await open([says('one'), fails(500)], held(json, { onFailure: 'pass', attempts: 3 }));
    const response = await stage.post();
    expect([response.status, head(response), await contentOf(response)]).toEqual([200, 'failed: json', 'one']);
    await stage.settled();
    expect(stage.records[0]).toMatchObject({ outcome: 'completed', provider_id: 'place0', output_tokens: 5 });
  });

  it('does not open its target’s circuit: it answers', async () => {
    await open([says('no')], held(json));
    for (let turn = 0; turn < 7; turn += 1) expect((await stage.post()).status).toBe(422);
    expect(stage.servers[0]?.calls).toHaveLength(7);
  });

  it('is not asked for where the request’s own schema cannot be held to', async () => {
    await open([says('{}')], held([{ rule: 'json-schema' }]));
    const schema = { type: 'string', pattern: '(?=a)b' };
    const response = await stage.post({ response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } });
    expect([response.status, (await faultOf(response)).code]).toEqual([400, 'invalid-request']);
    expect(stage.servers[0]?.calls).toHaveLength(0);
  });

  it('of an ordinary group says nothing of rules', async () => {
    await stage.open([says('no')]);
    expect(head(await stage.post())).toBeNull();
  });
});

describe('a stream', () => {
  const textOf = async (response: Response) =>
    [...(await response.text()).matchAll(/"content":"([^"]*)"/g)].map(([, word]) => word).join('');

  it('is held back until its end where the group says so, and the next target is asked', async () => {
    await open([streams('not json'), streams('[1, 2]')], held(json, { bufferStreams: true }));
    const response = await stage.post({ stream: true });
    expect([head(response), await textOf(response)]).toEqual(['passed', '[1, 2]']);
    expect(await stage.tries()).toEqual([
      ['place0', 'invalid'],
      ['place1', 'answered'],
    ]);
  });

  it('that breaks off while it is held back goes to the next target as well', async () => {
    await open([streams('[1, ', { ends: false }), streams('[3]')], held(json, { bufferStreams: true }));
    expect(await textOf(await stage.post({ stream: true }))).toBe('[3]');
  });

  it('that nobody gives right ends in the fault, or goes out with a warning', async () => {
    await open([streams('no')], held(json, { bufferStreams: true }));
    expect((await stage.post({ stream: true })).status).toBe(422);
    await stage.clear();
    await open([streams('no')], held(json, { bufferStreams: true, onFailure: 'pass' }));
    const response = await stage.post({ stream: true });
    expect([head(response), await textOf(response)]).toEqual(['failed: json', 'no']);
  });

  it('is not held back without that word, and says what was not looked at', async () => {
    await open([streams('not json')], held([...json, { rule: 'finished' }, { rule: 'non-empty' }]));
    const response = await stage.post({ stream: true });
    expect([head(response), await textOf(response)]).toEqual(['passed; not checked: json, finished', 'not json']);
  });

  it('that says nothing goes to the next target without being held back', async () => {
    await open([streams(''), streams('words')], held([{ rule: 'non-empty' }]));
    const response = await stage.post({ stream: true });
    expect([head(response), await textOf(response)]).toEqual(['passed', 'words']);
    expect((await stage.tries())[0]).toEqual(['place0', 'invalid']);
  });
});

describe('a policy’s validate', () => {
  const policyOf = (code: string, onError: 'fallback' | 'fail' = 'fallback') => ({
    ...{ id: 'p', version: 1, compiled: rawPolicy(code), readsText: false },
    ...{ deadlineMs: 1_000, onError, fallback: 'failover' as const },
  });
  const asks = (code: string, onError?: 'fallback' | 'fail') => ({
    group: { strategy: 'script' as const, policy: policyOf(code, onError), validation: held([{ rule: 'policy' }]) },
  });
  const picky =
    'exports.route = () => ({}); exports.validate = (_, answer) => ({ valid: answer.text === "good", reason: "secret" });';

  it('decides whether an answer is good enough, and its reason is for administrators alone', async () => {
    await stage.open([says('bad'), says('good')], asks(picky));
    expect(await contentOf(await stage.post())).toBe('good');
    await stage.clear();
    await stage.open([says('bad'), says('worse')], asks(picky));
    const { code, message } = await faultOf(await stage.post());
    expect([code, message]).toEqual(['validation-failed', expect.not.stringContaining('secret')]);
  });

  it('that fails lets the answer pass, or fails closed, as the policy says', async () => {
    const throws = 'exports.route = () => ({}); exports.validate = () => { throw new Error("no"); };';
    await stage.open([says('any')], asks(throws));
    const passed = await stage.post();
    expect([passed.status, head(passed)]).toEqual([200, 'not checked: policy']);
    await stage.clear();
    await stage.open([says('any')], asks('exports.route = () => ({});'));
    expect(head(await stage.post())).toBe('not checked: policy');
    await stage.clear();
    await stage.open([says('any')], asks(throws, 'fail'));
    expect((await faultOf(await stage.post())).code).toBe('policy-failed');
  });

  it('that fails closed passes no answer on, not even one that it would not accept before', async () => {
    const fickle =
      'exports.route = () => ({}); exports.validate = (_, { text }) => { if (text === "bad") return { valid: false }; throw new Error("no"); };';
    const { group } = asks(fickle, 'fail');
    const validation = { ...group.validation, onFailure: 'pass' as const };
    await stage.open([says('bad'), says('any')], { group: { ...group, validation } });
    expect((await faultOf(await stage.post())).code).toBe('policy-failed');
    expect((await stage.tries())[0]).toEqual(['place0', 'invalid']);
  });
});
