import type { Metadata } from 'next';
import { UsersPage } from './_parts/users-page';

export const metadata: Metadata = { title: 'People' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default function PeoplePage({ searchParams }: Props) {
  return <UsersPage kind="person" path="/console/callers" searchParams={searchParams} />;
}
