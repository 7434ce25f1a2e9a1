'use client';

import { Button } from '@/app/_ui/button';
import { useAct } from '../../../../_act/use-act';

/** A policy that has overrun again and again is left alone for a while; whoever has mended the cause need not wait. */
export function ResumePolicy({ id }: { id: string }) {
  const resume = useAct('policies.resume');
  return (
    <Button size="small" pending={resume.pending} onClick={() => resume.run({ policy_id: id })}>
      Let it run again
    </Button>
  );
}
