import { z } from 'zod';
import { defineVerb } from '../verb';
import { resumeTarget } from './resume';

const OneTarget = z.strictObject({ provider: z.string().max(200), model: z.string().max(300) });

/** Verbs about a provider's model as requests meet it, whichever groups it is in. */
export const targetVerbs = {
  'targets.resume': defineVerb({
    action: 'targets:write',
    method: 'POST',
    path: '/targets/{provider}/{model}/resume',
    summary: 'Has a target asked again that is left alone, by every server: ends its pauses and forgets its failures',
    input: OneTarget,
    run: resumeTarget,
  }),
};
