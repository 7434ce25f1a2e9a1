import { describe, expect, it } from 'vitest';
import type { Capabilities, Capability } from '../exchange/capabilities';
import { exchange, group, target } from '../gateway/__fixtures__/policy';
import { chooseEligible, describeRequirements, hasEligible } from './choose-eligible';
import { judgeTarget, noCeilings } from './judge-target';

const speaksAll = { speaks: () => true, judgeFeatures: () => ({ refused: [], degraded: [] }), ceilings: noCeilings };
const withTools = exchange({ tools: [{ type: 'function', function: { name: 'f' } }] });
const able = (capabilities: Capabilities) => target('p/m', { model: { capabilities } });

/** A request for each capability there is. */
const requests: Record<Capability, ReturnType<typeof exchange>> = {
  tools: withTools,
  vision: exchange({
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.example' } }] }],
  }),
  structured_output: exchange({ response_format: { type: 'json_object' } }),
  reasoning: exchange({ reasoning_effort: 'high' }),
  embeddings: exchange({}, 'embeddings'),
};

describe('a target is judged by what is declared', () => {
  it.each(Object.entries(requests))(
    'for %s: true carries it, false lacks it, silence is undeclared',
    (name, request) => {
      expect(judgeTarget(able({ [name]: true }), request, speaksAll)).toMatchObject({ lacks: [], undeclared: [] });
      expect(judgeTarget(able({ [name]: false }), request, speaksAll)).toMatchObject({ lacks: [name], undeclared: [] });
      expect(judgeTarget(able({}), request, speaksAll)).toMatchObject({ lacks: [], undeclared: [name] });
    },
  );

  it('for files by what is declared of images: models that see none read no files either', () => {
    const file = { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjQK' };
    const withFile = exchange({ messages: [{ role: 'user', content: [{ type: 'file', file }] }] });
    expect(judgeTarget(able({ vision: true }), withFile, speaksAll)).toMatchObject({ lacks: [], undeclared: [] });
    expect(judgeTarget(able({ vision: false }), withFile, speaksAll)).toMatchObject({ lacks: ['files'] });
    expect(judgeTarget(able({}), withFile, speaksAll)).toMatchObject({ lacks: [], undeclared: ['files'] });
    expect(describeRequirements(withFile, [])).toEqual(['files']);
  });

  it('and a plain request asks nothing of it', () => {
    const nothing: Capabilities = {
      tools: false,
      vision: false,
      structured_output: false,
      reasoning: false,
      embeddings: false,
    };
    expect(judgeTarget(able(nothing), exchange(), speaksAll)).toMatchObject({ lacks: [], undeclared: [] });
  });

  it('and names everything it lacks at once', () => {
    const off = target('p/m', {
      enabled: false,
      model: { capabilities: { tools: false }, maxOutputTokens: 1, contextTokens: 1 },
    });
    const request = exchange({ tools: [{}], max_tokens: 100 });
    expect(judgeTarget(off, request, { ...speaksAll, speaks: () => false }).lacks).toEqual([
      'enabled',
      'operation',
      'tools',
      'context_tokens',
      'max_output_tokens',
    ]);
  });
});

describe('a window', () => {
  const long = exchange({ messages: [{ role: 'user', content: 'word'.repeat(1_000) }] });
  const window = (contextTokens: number | null) => target('p/m', { model: { contextTokens } });

  it('fits up to its last token', () => {
    const { likely } = long.inputTokens;
    expect(judgeTarget(window(likely), long, speaksAll).lacks).toEqual([]);
    expect(judgeTarget(window(likely - 1), long, speaksAll).lacks).toEqual(['context_tokens']);
  });

  it('must hold the output that is asked for as well', () => {
    const { likely } = long.inputTokens;
    const request = { ...long, maxOutputTokens: 500 };
    expect(judgeTarget(window(likely + 500), request, speaksAll).lacks).toEqual([]);
    expect(judgeTarget(window(likely + 499), request, speaksAll).lacks).toEqual(['context_tokens']);
  });

  it('that nobody declared rules nothing out', () => {
    expect(judgeTarget(window(null), { ...long, maxOutputTokens: 1e9 }, speaksAll).lacks).toEqual([]);
  });

  it('is not filled by an image of many megabytes', () => {
    const url = `data:image/png;base64,${'A'.repeat(4_000_000)}`;
    const request = exchange({ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] });
    expect(judgeTarget(window(8_000), request, speaksAll).lacks).toEqual([]);
  });
});

describe('an output cap', () => {
  it.each([
    [100, 100, []],
    [100, 101, ['max_output_tokens']],
    [100, null, []],
    [null, 1_000_000, []],
  ])('of %s with %s asked for lacks %j', (maxOutputTokens, asked, lacks) => {
    const request = { ...exchange(), maxOutputTokens: asked };
    expect(judgeTarget(target('p/m', { model: { maxOutputTokens } }), request, speaksAll).lacks).toEqual(lacks);
  });
});

describe('of a group', () => {
  const declared = target('a/declared', { model: { capabilities: { tools: true } } });
  const silent = target('b/silent');
  const unable = target('c/unable', { model: { capabilities: { tools: false } } });
  const off = target('d/off', { enabled: false, model: { capabilities: { tools: true } } });

  it('the able are told apart from those nobody has declared, in declared order', () => {
    const found = chooseEligible(group('g', [silent, unable, declared, off]), withTools, speaksAll);
    expect(found.declared).toEqual([declared]);
    expect(found.undeclared).toEqual([silent]);
    expect(found.verdicts.map((verdict) => verdict.target)).toEqual([silent, unable, declared, off]);
    expect(hasEligible(found)).toBe(true);
  });

  it('none is left when all are off, lack something, or speak no such operation', () => {
    expect(hasEligible(chooseEligible(group('g', [unable, off]), withTools, speaksAll))).toBe(false);
    expect(hasEligible(chooseEligible(group('g', []), withTools, speaksAll))).toBe(false);
    expect(hasEligible(chooseEligible(group('g', [declared]), withTools, { ...speaksAll, speaks: () => false }))).toBe(
      false,
    );
  });
});

describe('requirements in words', () => {
  it('name capabilities, and sizes only where a target lacks them', () => {
    const request = exchange({ tools: [{}], max_tokens: 50 });
    const verdict = judgeTarget(
      target('secret/name', { model: { contextTokens: 10, maxOutputTokens: 49 } }),
      request,
      speaksAll,
    );
    const words = describeRequirements(request, [verdict]);
    expect(words).toEqual([
      'tools',
      `context_tokens (about ${request.inputTokens.likely} input tokens and 50 output tokens asked for)`,
      'max_output_tokens (50 asked for)',
    ]);
    expect(words.join()).not.toContain('secret');
    expect(describeRequirements(request, [])).toEqual(['tools']);
  });

  it('name an operation that no target has', () => {
    const request = exchange({}, 'embeddings');
    const verdict = judgeTarget(target('p/m'), request, { ...speaksAll, speaks: () => false });
    expect(describeRequirements(request, [verdict])).toEqual(['embeddings', 'operation embeddings']);
  });
});
