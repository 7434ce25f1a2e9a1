import type { GroupDetails } from '@/app/_visit/token-answer';
import type { FaultWords } from '@/lib/gateway/contract';

/** Something that the reader can do, with where it leads. */
export interface Step {
  words: string;
  /** Groups of the token's own that are named after the words. */
  groups?: readonly string[];
  link?: { href: string; words: string };
  /** Only whoever runs this deployment can do it. */
  ask?: boolean;
}

interface Context {
  fault: FaultWords;
  /** Of the token's groups those that could carry the request, where that is known. */
  able: readonly string[];
  groups: readonly Pick<GroupDetails, 'id'>[];
  /** Targets of the group could carry it, and its policy has none of them do so. */
  isRefusedByPolicy?: boolean;
}

/** What to do about a fault: what is known to help this very token, and else what the fault’s page advises. */
export function stepsAfter(context: Context): Step[] {
  const { fault } = context;
  const known = special[fault.code]?.(context);
  return known ? withPage(known, fault) : [adviceOn(fault)];
}

function adviceOn(fault: FaultWords): Step {
  return { words: fault.advice, link: pageOf(fault) };
}

/** Advice of a page that speaks of a message, which its reader does not have here, is not repeated: only where it stands. */
export function withPage(steps: readonly Step[], fault: FaultWords): Step[] {
  return steps.map((step, place) => (place === steps.length - 1 ? { ...step, link: pageOf(fault) } : step));
}

export function pageOf(fault: FaultWords): { href: string; words: string } {
  return { href: fault.page, words: `More about ${fault.code}` };
}

const special: Readonly<Record<string, (context: Context) => Step[]>> = {
  'no-eligible-target': ({ able, isRefusedByPolicy }) => {
    if (able.length > 0) return [{ words: 'Put one of these into "model": they can carry it as it is.', groups: able }];
    const words = isRefusedByPolicy
      ? 'The group has targets that could carry it, and a policy that refuses it. Ask what it is for.'
      : 'None of this token’s groups can carry it. Leave out what is required, or ask for a group that has it.';
    return [{ words, ask: true }];
  },
  'model-not-allowed': ({ able, groups }) => {
    if (able.length > 0) return [{ words: 'Put one of this token’s own groups into "model":', groups: able }];
    return groups.length > 0
      ? [{ words: 'The name is not on this token’s allow list; ask for it to be put there.', ask: true }]
      : [{ words: 'This token has no groups at all.', ask: true }];
  },
  'missing-model': ({ fault, groups }) =>
    groups.length > 0
      ? [{ words: 'Put one of this token’s groups into "model":', groups: groups.map(({ id }) => id) }]
      : [adviceOn(fault)],
};
