import type { Metadata } from 'next';
import { ask, mayHere } from '../../../../_act/ask';
import { readQuery } from '../../../../_ui/address';
import { CallersHead } from '../_parts/callers-head';
import { HolderFilters } from '../_parts/holder-filters';
import { HolderList } from '../_parts/holder-list';
import { NewProject } from '../_parts/new-project';
import { ProjectTable } from '../_parts/project-table';
import { readHolderQuery } from '../_parts/read-holder-query';

export const metadata: Metadata = { title: 'Projects' };

const path = '/console/callers/projects';

export default async function ProjectsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = readHolderQuery(await readQuery(searchParams));
  const found = await ask('projects.list', { ...query, limit: 50 });
  const mayWrite = await mayHere('callers:write');
  return (
    <>
      <CallersHead here={path} actions={mayWrite && <NewProject />} />
      <HolderFilters path={path} query={query} what="Projects" />
      <HolderList path={path} query={query} found={found} nouns="projects" teaches={teaches}>
        <ProjectTable projects={found.data} />
      </HolderList>
    </>
  );
}

const teaches =
  'A project says what calls are for: usage and cost are told by it, and disabling it has all its tokens refused. Make one here, or with the first token in it.';
