import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeAdminApi } from './openapi';
import { verbList } from './verbs';

describe('the verbs', () => {
  it('have an address of their own each, and take what stands in it', () => {
    const addresses = verbList.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
    const document = describeAdminApi('https://router.example', verbList) as { paths: Record<string, object> };
    for (const [name, { path, method }] of verbList) {
      const operation = Reflect.get(document.paths[path] ?? {}, method.toLowerCase());
      const named = (operation.parameters ?? []).filter((one: { in: string }) => one.in === 'path');
      for (const parameter of named) expect(parameter.schema, `${name}: ${parameter.name}`).not.toEqual({});
    }
  });

  it('are called by what they are about', () => {
    for (const [name, { summary }] of verbList) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
      expect(summary.length, name).toBeGreaterThan(8);
    }
  });

  it('refuse fields that they do not know: nobody writes what is not theirs to write', () => {
    for (const [name, { input }] of verbList) {
      const parsed = input.safeParse({ nobody_knows_this: true });
      const codes = parsed.error?.issues.map(({ code }) => code) ?? [];
      expect(codes, name).toContain('unrecognized_keys');
    }
  });

  it('are there where the docs say so', () => {
    const page = path.resolve('app/(docs)/_content/20-administering/3-first-sign-in.mdx');
    const rows = [...readFileSync(page, 'utf8').matchAll(/^\| `(GET|POST|PATCH|PUT|DELETE) ([^|]+) \|/gm)];
    const told = rows.flatMap(([, method, cell = '']) => {
      const [first = '', ...rest] = [...`\`${cell}`.matchAll(/`(\/[^`]*)`/g)].map(([, address = '']) => address);
      const base = first.slice(0, first.lastIndexOf('/'));
      return [
        first,
        ...rest.map((end) => (end.split('/').length === 2 && base.includes('{') ? `${base}${end}` : end)),
      ].map((address) => `${method} ${address}`);
    });
    const served = verbList.map(([, { method, path: address }]) => `${method} ${address}`);
    expect(told.length).toBeGreaterThan(15);
    expect(told.filter((address) => !served.includes(address))).toEqual([]);
  });
});
