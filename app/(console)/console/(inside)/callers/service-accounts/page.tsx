import type { Metadata } from 'next';
import { UsersPage } from '../_parts/users-page';

export const metadata: Metadata = { title: 'Service accounts' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default function ServiceAccountsPage({ searchParams }: Props) {
  return <UsersPage kind="service" path="/console/callers/service-accounts" searchParams={searchParams} />;
}
