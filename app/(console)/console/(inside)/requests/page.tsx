import type { Metadata } from 'next';
import { Callout } from '@/app/_ui/callout';
import { Pagination } from '@/app/_ui/pagination';
import { ask, mayHere } from '@/app/(console)/_act/ask';
import { addressWith, readQuery } from '@/app/(console)/_ui/address';
import { PageHead } from '@/app/(console)/_ui/page-head';
import { mostCounted } from '@/lib/admin/requests/query';
import { NewerRequests } from './_parts/newer-requests';
import { NoRequests } from './_parts/no-requests';
import { newestFirst, readRequestQuery } from './_parts/read-request-query';
import { RequestFilters } from './_parts/request-filters';
import { RequestTable } from './_parts/request-table';

export const metadata: Metadata = { title: 'Requests' };

const path = '/console/requests';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RequestsPage({ searchParams }: Props) {
  const query = await readQuery(searchParams);
  const seesCallers = await mayHere('usage:callers');
  const { asked, sort, wrong } = readRequestQuery(query, seesCallers);
  const { data, next, newest, total } = await ask('requests.list', asked);
  const { before, ...filter } = asked;
  const isFirst = before === undefined;
  const isNewestFirst = sort === newestFirst;
  return (
    <>
      <PageHead title="Requests">
        Every request for a model that carried a valid token, newest first. A request is here two seconds after its end,
        at the latest.
      </PageHead>
      <RequestFilters query={query} seesCallers={seesCallers} />
      {wrong.length > 0 && (
        <div className="mb-4">
          <Callout tone="warn" title="Not everything in this address could be used">
            {wrong.join(' ')}
          </Callout>
        </div>
      )}
      {isFirst && isNewestFirst && (
        <NewerRequests newest={newest} filter={filter} href={addressWith(path, query, {})} />
      )}
      {data.length === 0 ? (
        <NoRequests
          isNarrowed={Object.keys(filter).some((name) => name !== 'sort' && name !== 'direction') || !isFirst}
        />
      ) : (
        <RequestTable rows={data} query={query} sort={sort} seesCallers={seesCallers} />
      )}
      <div className="mt-4">
        <Pagination
          shown={`${data.length} of ${tellTotal(total ?? data.length)}`}
          previous={isFirst ? null : addressWith(path, query, { before: null })}
          next={next === null ? null : addressWith(path, query, { before: next })}
          words={isNewestFirst ? { previous: 'Newest', next: 'Older' } : { previous: 'First page', next: 'Next' }}
        />
      </div>
    </>
  );
}

function tellTotal(total: number): string {
  if (total > mostCounted) return `more than ${mostCounted.toLocaleString('en')} requests`;
  return total === 1 ? '1 request' : `${total.toLocaleString('en')} requests`;
}
