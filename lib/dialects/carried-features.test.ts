import { describe, expect, it } from 'vitest';
import { dialectIds } from '../exchange/dialect-ids';
import { type Feature, features } from '../exchange/features';
import type { Quirk } from '../exchange/quirks';
import { noHeaders, type OperationId } from '../exchange/request';
import { dialects, relayFor } from '.';
import { relayContext } from './__fixtures__/context';
import { marks, samples } from './__fixtures__/feature-samples';
import { judgeFeatures } from './carried-features';
import { conversationOf } from './conversation-of';
import { featuresOf } from './features-of';

// Design rule 3, walked: every feature of every caller at every target is carried, refused or declared, and the table says which.
const operations = {
  'openai-chat': 'chat/completions',
  'openai-responses': 'responses',
  'anthropic-messages': 'messages',
} as const;
const callers = ['openai-chat', 'openai-responses', 'anthropic-messages'] as const;
const maker = '0123456789abcdef';
/** Forms of signatures that only their own dialect can use: what is checked of them is that they are not lost unsaid. */
const unmarked = new Set<Feature>(['reasoning-signature', 'store']);

describe.each(callers)('a request in %s', (caller) => {
  const half = dialects[caller].caller;
  if (!half) throw new Error(`nobody calls in ${caller}`);
  const requestOf = (feature: Feature) => {
    const operation: OperationId = operations[caller];
    const body = { model: 'general', ...samples[caller][feature] };
    const request = half.parseRequest[operation]?.(JSON.stringify(body), noHeaders);
    if (!request) throw new Error(`no ${operation}`);
    return request;
  };

  it('has a sample of everything that it can ask for', () => {
    expect(half.asks.filter((feature) => !samples[caller][feature])).toEqual([]);
    expect(Object.keys(samples[caller]).filter((feature) => !half.asks.includes(feature as Feature))).toEqual([]);
  });

  describe.each([...half.asks])('%s', (feature) => {
    it('is seen', () => {
      expect(featuresOf(conversationOf(half, requestOf(feature)))).toContain(feature);
    });

    it.each(dialectIds.filter((id) => id !== caller))('is carried, refused or declared at %s', (target) => {
      const request = requestOf(feature);
      const { carries } = dialects[target].upstream;
      const verdict = judgeFeatures(request, {
        ...{ dialect: target, quirks: new Set<Quirk>(), maker, reasons: true },
        ...{ upstreamModel: 'm', betas: null },
      });
      const relay = relayFor(caller, request.operation, target);
      const carriage = carries[feature];
      if (carriage === 'refused') {
        expect(verdict.refused).toContain(feature);
        return;
      }
      expect(verdict.refused).toEqual([]);
      const sent = relay?.renderRequest(relayContext({ request, maker, upstreamModel: 'm' })) ?? '';
      expect(() => JSON.parse(sent)).not.toThrow();
      const mark = marks[feature];
      const wanted = typeof mark === 'string' ? mark : mark?.[target];
      if (carriage === 'degraded') {
        if (feature === 'other-fields') expect(verdict.degraded.length).toBeGreaterThan(0);
        else expect(verdict.degraded).toContain(feature);
        if (wanted) expect(sent).not.toContain(wanted);
      } else if (!unmarked.has(feature)) {
        expect(verdict.degraded).toEqual([]);
        if (wanted) expect(sent).toContain(wanted);
        else expect(['reasoning-budget', 'reasoning-summary']).toContain(feature);
      }
    });
  });
});

it('every feature has a place in every table and can be asked for by somebody', () => {
  for (const id of dialectIds)
    expect(Object.keys(dialects[id].upstream.carries).sort()).toEqual(Object.keys(features).sort());
  const asked = new Set(callers.flatMap((id) => dialects[id].caller?.asks ?? []));
  expect((Object.keys(features) as Feature[]).filter((feature) => !asked.has(feature))).toEqual([]);
});
