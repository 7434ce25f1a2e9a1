import { Card } from '@/app/_ui/card';
import { KeyValues } from '@/app/_ui/key-values';
import type { PolicyAnswer } from '@/lib/admin/contract/policies';
import { strategyWords } from '../../groups/_parts/strategy-words';
import { GroupLinks } from '../../providers/_parts/place-facts';
import { onErrorWords } from './names';
import { ResumePolicy } from './resume-policy';
import { PolicyStandingStatus } from './standing';

/** To let one run again changes nothing of it, so it does not matter whose it is. */
export function PolicyFacts({ policy, mayResume }: { policy: PolicyAnswer; mayResume: boolean }) {
  const { published, standing, deadline_ms, on_error, fallback, groups } = policy;
  const facts = [
    { name: 'In force', value: published === null ? 'nothing: there are only drafts' : `version ${published}` },
    {
      name: 'Calls of this server',
      value: (
        <span className="flex flex-wrap items-center gap-3">
          <PolicyStandingStatus standing={standing} />
          {mayResume && standing.suspended_until && <ResumePolicy id={policy.id} />}
        </span>
      ),
    },
    { name: 'Time for one call', value: `${deadline_ms ?? 20} ms of computing` },
    { name: 'When it fails', value: onErrorWords[on_error] },
    { name: 'Fallback strategy', value: strategyWords[fallback].label },
    { name: 'Groups', value: groups.length > 0 ? <GroupLinks groups={groups} most={6} /> : 'none ask it' },
  ];
  return (
    <Card className="px-5 py-4">
      <KeyValues facts={facts} />
    </Card>
  );
}
