import { expect, it } from 'vitest';
import { faultCodes } from '../faults/catalogue';
import { apiPaths } from '../gateway/api-paths';
import { endpoints } from './endpoints';
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
