'use client';

import { useRouter } from 'next/navigation';
import { useToast } from '@/app/_ui/toast';
import { Review } from './review';

/** Deletes a provider and its models; where a group stands on one, the server says which. */
export function DeleteProvider({ id }: { id: string }) {
  const router = useRouter();
  const toast = useToast();
  return (
    <Review
      verb="providers.delete"
      input={() => ({ provider_id: id })}
      label="Delete"
      look="quiet"
      title={`Delete ${id}?`}
      action="Delete provider"
      danger
      note={
        <p className="text-sm">
          Its key goes with it and cannot be brought back. What was used stays in the usage records.
        </p>
      }
      onSaved={() => {
        toast({ tone: 'good', title: `${id} is deleted` });
        router.push('/console/providers');
      }}
    />
  );
}
