import type { z } from 'zod';
import { Button } from '@/app/_ui/button';
import { Input, Select } from '@/app/_ui/field';
import type { ProviderQuery } from '@/lib/admin/providers/input';
import { dialectIds } from '@/lib/exchange/dialect-ids';
import { dialectNames } from './names';

/** Narrows the table by its address: a form of the platform, so it works before and without a script. */
export function ProviderFilter({ query }: { query: z.output<typeof ProviderQuery> }) {
  return (
    <form action="/console/providers" className="mb-4 flex flex-wrap items-end gap-2">
      {query.sort !== 'id' && <input type="hidden" name="sort" value={query.sort} />}
      <Input
        type="search"
        name="search"
        defaultValue={query.search}
        aria-label="Name or address"
        placeholder="Name or address"
        className="max-w-64"
      />
      <span className="w-56 max-sm:grow">
        <Select name="dialect" defaultValue={query.dialect ?? ''} aria-label="Speaks">
          <option value="">Any language</option>
          {dialectIds.map((id) => (
            <option key={id} value={id}>
              {dialectNames[id]}
            </option>
          ))}
        </Select>
      </span>
      <span className="w-44 max-sm:grow">
        <Select name="managed_by" defaultValue={query.managed_by ?? ''} aria-label="Whose it is">
          <option value="">Anyone’s</option>
          <option value="console">The console’s</option>
          <option value="file">The file’s</option>
          <option value="demo">The demo’s</option>
        </Select>
      </span>
      <Button type="submit">Filter</Button>
    </form>
  );
}
