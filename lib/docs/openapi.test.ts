import { expect, it } from 'vitest';
import { faultCodes } from '../faults/catalogue';
import { apiPaths } from '../gateway/api-paths';
import type { ExplainedTarget, Explanation, FaultWords } from '../gateway/contract';
import { endpoints } from './endpoints';
import { explanationSchema } from './explanation-schema';
import { openapi } from './openapi';

it('the addresses that are told are those that are served', () => {
  expect(endpoints.map(({ path }) => path).sort()).toEqual([...apiPaths].sort());
});

it('the OpenAPI document knows this deployment, every address and every fault, and refers to what is there', () => {
  const document = openapi('https://llm.example.com', '1.2.3');
  const text = JSON.stringify(document);
  expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://llm.example.com' }] });
  for (const path of apiPaths) expect(document).toHaveProperty(['paths', path]);
  for (const code of faultCodes) expect(text).toContain(`https://llm.example.com/docs/errors/${code}`);
  for (const [, reference = ''] of text.matchAll(/"\$ref":"#\/([^"]*)"/g))
    expect(document).toHaveProperty(reference.split('/'));
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(apiPaths.length);
});

it('an explanation is described as it is answered, field by field', () => {
  const { properties } = explanationSchema;
  expect(Object.keys(properties)).toEqual(Object.keys(explanation));
  expect(properties).toHaveProperty('targets.items.required', Object.keys(target));
  expect(properties).toHaveProperty('fault.anyOf.0.required', Object.keys(fault));
});

const fault: Record<keyof FaultWords, true> = {
  ...{ code: true, status: true, title: true, message: true, advice: true, page: true },
};

const target: Record<keyof ExplainedTarget, true> = {
  ...{ number: true, eligible: true, lacks: true, undeclared: true, degraded: true, health: true, left_alone: true },
};

const explanation: Record<keyof Explanation, true> = {
  ...{ object: true, endpoint: true, model: true, group: true, stream: true, fault: true, requires: true },
  ...{ input_tokens: true, max_output_tokens: true, targets: true, order: true, reasons: true, estimated_usd: true },
  ...{ limits: true, able_groups: true },
};
