import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { ask, mayHere } from '../../../../_act/ask';
import { readQuery } from '../../../../_ui/address';
import { PageHead } from '../../../../_ui/page-head';
import { PolicyWorkshop } from '../_parts/policy-workshop';

export const metadata: Metadata = { title: 'New policy' };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const plain = `export function route(context: PolicyContext): PolicyDecision {
  const able = context.targets.filter((target) => target.healthy);
  return { targets: able, label: 'healthy', reason: \`\${able.length} are healthy\` };
}
`;

export default async function NewPolicyPage({ searchParams }: Props) {
  if (!(await mayHere('policies:write'))) forbidden();
  const { example } = await readQuery(searchParams);
  const samples = await ask('policies.samples', {});
  const found = samples.examples.find(({ id }) => id === example);
  return (
    <>
      <PageHead title="New policy" above={[{ href: '/console/policies', label: 'Policies' }]}>
        What is saved is checked and tried first. Nothing goes by a draft; what is published is in force at once.
      </PageHead>
      <PolicyWorkshop policy={null} source={found?.source ?? plain} suggested={found?.id} samples={samples} />
    </>
  );
}
