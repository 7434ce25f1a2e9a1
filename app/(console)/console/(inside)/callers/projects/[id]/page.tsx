import type { Metadata } from 'next';
import { Card, CardHead } from '@/app/_ui/card';
import { ask, mayHere } from '../../../../../_act/ask';
import { LimitList } from '../../../../../_ui/limits/limit-list';
import { OwnedNote } from '../../../../../_ui/owned-by';
import { PageHead } from '../../../../../_ui/page-head';
import { AddCaller } from '../../_parts/add-caller';
import { CallerTable } from '../../_parts/caller-table';
import { EditTitle } from '../../_parts/edit-details';
import { EditLimits } from '../../_parts/edit-limits';
import { HolderActions } from '../../_parts/holder-actions';
import { HolderFacts } from '../../_parts/holder-facts';
import { Places } from '../../_parts/places';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).id };
}

export default async function ProjectPage({ params }: Props) {
  const { id } = await params;
  const project = await ask('projects.get', { project: id });
  const mayWrite = await mayHere('callers:write');
  const isOpen = mayWrite && project.managed_by === 'console';
  const holder = { kind: 'project', project: id } as const;
  return (
    <>
      <PageHead
        title={id}
        above={[{ href: '/console/callers/projects', label: 'Projects' }]}
        actions={isOpen && <HolderActions holder={holder} status={project.status} isUnused={project.tokens === 0} />}
      >
        {project.title}
      </PageHead>
      <div className="space-y-6">
        <OwnedNote manager={project.managed_by} what="project" />
        <HolderFacts row={project} />
        {isOpen && (
          <Card className="p-5">
            <EditTitle key={project.title} project={id} title={project.title} />
          </Card>
        )}
        <Card>
          <CardHead title="Limits">What all tokens of the project may use together.</CardHead>
          <div className="p-5 text-sm">
            {isOpen ? (
              <EditLimits key={JSON.stringify(project.limits)} project={id} limits={project.limits} />
            ) : (
              <LimitList limits={project.limits} />
            )}
          </div>
        </Card>
        <Places
          title="Users"
          newToken={(await mayHere('tokens:write')) ? `/console/tokens/new?project=${id}` : null}
          actions={mayWrite && <AddCaller of={{ project: id }} />}
        >
          {project.callers.length === 0 ? (
            <p className="text-muted text-sm">Nobody calls from it yet. A token puts its user into it.</p>
          ) : (
            <CallerTable callers={project.callers} by="user" mayWrite={mayWrite} />
          )}
        </Places>
      </div>
    </>
  );
}
