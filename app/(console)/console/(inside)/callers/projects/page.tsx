import type { Metadata } from 'next';
import { ProjectQuery } from '@/lib/admin/contract/callers';
import type { VerbInput } from '@/lib/admin/verbs';
import { ask, mayHere } from '../../../../_act/ask';
import { readQuery } from '../../../../_ui/address';
import { readListQuery } from '../../../../_ui/read-list-query';
import { CallersHead } from '../_parts/callers-head';
import { HolderFilters } from '../_parts/holder-filters';
import { HolderList } from '../_parts/holder-list';
import { NewProject } from '../_parts/new-project';
import { ProjectTable } from '../_parts/project-table';

export const metadata: Metadata = { title: 'Projects' };

const path = '/console/callers/projects';

export default async function ProjectsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const list = readListQuery(await readQuery(searchParams), ProjectQuery, 'project');
  const found = await ask('projects.list', list.input as VerbInput<'projects.list'>);
  const mayWrite = await mayHere('callers:write');
  return (
    <>
      <CallersHead here={path} actions={mayWrite && <NewProject />} />
      <HolderFilters path={path} list={list} what="Projects" />
      <HolderList path={path} list={list} found={found} nouns="projects" teaches={teaches}>
        <ProjectTable projects={found.data} path={path} query={list.shown} sort={list.sort} />
      </HolderList>
    </>
  );
}

const teaches =
  'A project says what calls are for: usage and cost are told by it, and disabling it has all its tokens refused. Make one here, or with the first token in it.';
