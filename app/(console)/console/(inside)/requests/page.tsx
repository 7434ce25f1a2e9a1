import type { Metadata } from 'next';
import { Callout } from '@/app/_ui/callout';
import { Pagination } from '@/app/_ui/pagination';
import { ask, mayHere } from '@/app/(console)/_act/ask';
import { addressWith, readQuery } from '@/app/(console)/_ui/address';
import { PageHead } from '@/app/(console)/_ui/page-head';
import { NewerRequests } from './_parts/newer-requests';
import { NoRequests } from './_parts/no-requests';
import { readRequestQuery } from './_parts/read-request-query';
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
  const { asked, wrong } = readRequestQuery(query, seesCallers);
  const { data, next, newest } = await ask('requests.list', asked);
  const { before, ...filter } = asked;
  const isFirst = before === undefined;
  return (
    <>
      <PageHead title="Requests">
        Every request that carried a valid token, newest first. A request is here two seconds after its end, at the
        latest.
      </PageHead>
      <RequestFilters query={query} seesCallers={seesCallers} />
      {wrong.length > 0 && (
        <div className="mb-4">
          <Callout tone="warn" title="Not everything in this address could be used">
            {wrong.join(' ')}
          </Callout>
        </div>
      )}
      {isFirst && <NewerRequests newest={newest} filter={filter} href={addressWith(path, query, {})} />}
      {data.length === 0 ? (
        <NoRequests isNarrowed={Object.keys(filter).length > 0 || !isFirst} />
      ) : (
        <RequestTable rows={data} query={query} seesCallers={seesCallers} />
      )}
      <div className="mt-4">
        <Pagination
          shown={data.length === 1 ? '1 request' : `${data.length} requests${isFirst ? ', the newest' : ''}`}
          previous={isFirst ? null : addressWith(path, query, { before: null })}
          next={next === null ? null : addressWith(path, query, { before: next })}
          words={{ previous: 'Newest', next: 'Older' }}
        />
      </div>
    </>
  );
}
