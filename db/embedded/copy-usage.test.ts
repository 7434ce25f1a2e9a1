import { getTableColumns } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { usageRecords } from '../schema';
import { recordColumns } from './copy-usage.mjs';

describe('the columns of a copy', () => {
  it('are those of the schema', () => {
    const names = Object.values(getTableColumns(usageRecords)).map((column) => column.name);
    expect(recordColumns).toEqual(names);
  });
});
