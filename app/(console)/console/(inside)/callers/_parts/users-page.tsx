import { UserQuery } from '@/lib/admin/contract/callers';
import type { VerbInput } from '@/lib/admin/verbs';
import { ask, mayHere } from '../../../../_act/ask';
import { readQuery } from '../../../../_ui/address';
import { readListQuery } from '../../../../_ui/read-list-query';
import { CallersHead } from './callers-head';
import { HolderFilters } from './holder-filters';
import { HolderList } from './holder-list';
import { NewUser } from './new-user';
import { UserTable } from './user-table';

interface Props {
  kind: 'person' | 'service';
  path: string;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The users of one kind: people, or service accounts. */
export async function UsersPage({ kind, path, searchParams }: Props) {
  const list = readListQuery(await readQuery(searchParams), UserQuery.omit({ kind: true }), 'user');
  const found = await ask('users.list', { ...list.input, kind } as VerbInput<'users.list'>);
  const mayWrite = await mayHere('callers:write');
  const nouns = kind === 'person' ? 'people' : 'service accounts';
  return (
    <>
      <CallersHead here={path} actions={mayWrite && <NewUser kind={kind} />} />
      <HolderFilters path={path} list={list} what={kind === 'person' ? 'People' : 'Service accounts'} />
      <HolderList path={path} list={list} found={found} nouns={nouns} teaches={teaches[kind]}>
        <UserTable users={found.data} path={path} query={list.shown} sort={list.sort} />
      </HolderList>
    </>
  );
}

const teaches = {
  person:
    'A person holds tokens of their own, in each project they call from. Make one here, or with their first token.',
  service:
    'A service account is for a program that nobody sits at: a build, a bot, a nightly job. Its tokens outlive the people who made them.',
};
