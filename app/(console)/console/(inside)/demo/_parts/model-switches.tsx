'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { act } from '@/app/(console)/_act/act';
import { useWatching } from '@/app/(console)/_parts/use-watching';
import type { DemoState } from '@/lib/admin/demo/tell-demo';
import { ModelSwitch } from './model-switch';

type Models = DemoState['models'];

const everyMs = 2_000;

/** The mock's models as they are now: others switch them too, so they are looked up again while somebody watches. */
export function ModelSwitches({ first, maySwitch }: { first: Models; maySwitch: boolean }) {
  const [known, setKnown] = useState({ first, models: first });
  const models = known.first === first ? known.models : first;
  const presses = useRef(0);
  const router = useRouter();

  useWatching(everyMs, async () => {
    const before = presses.current;
    const done = await act('demo.read', {}).catch(() => null);
    // What was asked before a press may have been answered before it too.
    if (!done?.ok || presses.current !== before) return;
    if (done.answer.demo) setKnown({ first, models: done.answer.demo.models });
    else router.refresh();
  });

  function switched({ model, mode }: { model: string; mode: Models[number]['mode'] }) {
    presses.current += 1;
    setKnown({ first, models: models.map((each) => (each.id === model ? { ...each, mode } : each)) });
  }

  return (
    <div className="grid gap-4 md:grid-cols-2">
      {models.map((model) => (
        <ModelSwitch
          key={model.id}
          model={model}
          maySwitch={maySwitch}
          onPress={() => {
            presses.current += 1;
          }}
          onSwitched={switched}
        />
      ))}
    </div>
  );
}
