import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { findRuntime } from '@/lib/runtime/runtime';
import { mayHere } from '../../../_act/ask';
import { PageHead } from '../../../_ui/page-head';
import { ExportCard } from './_parts/export-card';
import { ImportCard } from './_parts/import-card';

export const metadata: Metadata = { title: 'Configuration' };

export default async function ConfigurationPage() {
  if (!(await mayHere('configuration:read'))) forbidden();
  return (
    <>
      <PageHead title="Configuration">
        Providers, model groups, projects, callers and tokens as one text: to keep, to compare, to move elsewhere, and
        to apply. It holds no secret.
      </PageHead>
      <div className="space-y-6">
        <ExportCard />
        {(await mayHere('configuration:write')) && <ImportCard hasDemo={Boolean(findRuntime()?.demo)} />}
      </div>
    </>
  );
}
