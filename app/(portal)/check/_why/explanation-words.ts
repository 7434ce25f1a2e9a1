import type { Tone } from '@/app/_ui/badge';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import type { Endpoint, ExplainedTarget } from '@/lib/gateway/contract';
import type { Explanation } from '../_ask/answers';
import { list } from '../_parts/list';
import { inFull, money } from '../_report/figures';

/** One thing that was decided, in the order in which the router decides. */
export interface Decision {
  tone: Tone;
  title: string;
  words: string;
}

export const apiNames: Readonly<Record<Endpoint, string>> = {
  'chat/completions': 'Chat Completions',
  responses: 'Responses',
  messages: 'Messages',
};

/** What a request would come to, in one line. */
export function headline({ fault, targets, order }: Explanation): { tone: Tone; words: string } {
  if (fault) return { tone: 'bad', words: `It would be refused: ${fault.status} ${fault.title}` };
  const [first = 'a target'] = order.map(target);
  if (ableOf(targets).length < 2) return { tone: 'good', words: `It would be sent, to ${first}` };
  return { tone: 'good', words: `It would be sent, this time to ${first} first` };
}

/** The way to that: who asks, for what, what that needs, and who could carry it. `byShape`: nobody said which API it is for. */
export function decisions(explanation: Explanation, token: TokenAnswer, { byShape = false } = {}): Decision[] {
  const reading = tellReading(explanation, byShape);
  const all = [tellToken(token), reading, tellGroup(explanation, token), tellNeeds(explanation)];
  const way = [tellTargets(explanation), tellOrder(explanation), tellCost(explanation)];
  return [...all, ...way].filter((decision) => decision !== null);
}

function tellToken({ status }: TokenAnswer): Decision {
  return status === 'active'
    ? { tone: 'good', title: 'The token', words: 'is active.' }
    : { tone: 'bad', title: 'The token', words: `is ${status}: every request is refused, whatever it asks for.` };
}

/** Faults that say that the body itself is wrong: nothing after them was looked at. */
const unreadable = ['invalid-request', 'missing-model', 'unsupported-feature', 'request-too-large'];

function tellReading({ endpoint, fault, stream }: Explanation, byShape: boolean): Decision {
  const api = apiNames[endpoint];
  const title = 'The request';
  const choose = byShape ? '; choose the API above if it is for another' : '';
  if (fault && unreadable.includes(fault.code))
    return { tone: 'bad', title, words: `was read as one of ${api}${choose}. ${fault.message}` };
  const answered = stream ? 'answered as a stream' : 'answered whole';
  return { tone: 'good', title, words: `${byShape ? 'was read as' : 'is'} one of ${api}, ${answered}${choose}.` };
}

function tellGroup({ model, group, fault }: Explanation, token: TokenAnswer): Decision | null {
  if (fault && unreadable.includes(fault.code)) return null;
  if (group === null)
    return {
      tone: 'bad',
      title: 'The group',
      words: `“${model}” is not on this token’s allow list: neither the name of one of its groups nor an alias of one.`,
    };
  const isAlias = group !== model && token.group_details.some(({ aliases }) => aliases.includes(model));
  return {
    tone: 'good',
    title: 'The group',
    words: isAlias
      ? `“${model}” is an alias of ${group}, which this token may use.`
      : `${group} is one that this token may use.`,
  };
}

function tellNeeds({ group, requires, input_tokens, max_output_tokens }: Explanation): Decision | null {
  if (group === null) return null;
  const needs = requires.length === 0 ? 'nothing that some models lack' : list(requires.map(({ words }) => words));
  const size = `About ${inFull(input_tokens.likely)} tokens in, ${inFull(input_tokens.at_most)} at most`;
  const answer = max_output_tokens === null ? '' : `, and ${inFull(max_output_tokens)} out`;
  return { tone: 'neutral', title: 'It needs', words: `${needs}. ${size}${answer}.` };
}

function tellTargets({ targets, order, group }: Explanation): Decision | null {
  if (group === null) return null;
  const able = ableOf(targets);
  if (able.length === 0) {
    const words = ['There are none behind this group.', 'Its only one cannot carry it.'][targets.length];
    return { tone: 'bad', title: 'Targets', words: words ?? `None of the ${targets.length} can carry it.` };
  }
  const inOrder = order.length > 1 ? ` This time they would be tried in this order: ${list(order.map(target))}.` : '';
  return {
    tone: 'good',
    title: 'Targets',
    words: `${targets.length === 1 ? 'The only one' : `${able.length} of ${targets.length}`} can carry it.${inOrder}`,
  };
}

/** In the router's own words: how one target alone came to be the first needs none. */
function tellOrder({ targets, reasons }: Explanation): Decision | null {
  if (targets.length < 2 || reasons.length === 0) return null;
  return { tone: 'neutral', title: 'The order', words: reasons.join(' ') };
}

function tellCost({ order, estimated_usd }: Explanation): Decision | null {
  const [first] = order;
  if (first === undefined) return null;
  const words = estimated_usd
    ? `about ${money(estimated_usd.likely)} at ${target(first)}, ${money(estimated_usd.at_most)} at most.`
    : `is not known: no price is declared for ${target(first)}.`;
  return { tone: 'neutral', title: 'Its cost', words };
}

function ableOf(targets: Explanation['targets']): Explanation['targets'] {
  return targets.filter(({ eligible }) => eligible);
}

/** Targets have numbers, in the order in which the group declares them: what they are is not a caller's to know. */
function target(number: number): string {
  return `target ${number}`;
}

/** Why one target is or is not asked, and what it would not be told. */
export function tellTarget(
  each: ExplainedTarget,
  order: readonly number[],
): { tone: Tone; short: string; words: string[] } {
  const place = order.indexOf(each.number);
  const lacks = list(each.lacks.map(({ words }) => words));
  const notes = [
    each.lacks.some(({ name }) => name === 'enabled')
      ? 'It is switched off.'
      : each.lacks.length > 0
        ? `It lacks ${lacks}.`
        : '',
    each.eligible && each.undeclared.length > 0
      ? `It is not declared whether it has ${list(
          each.undeclared.map(({ words }) => words),
          'or',
        )}, ${place === 0 ? 'so it is tried' : 'so it comes after those that have'}.`
      : '',
    each.eligible && each.degraded.length > 0
      ? `It would not be told: ${list(each.degraded.map(({ words }) => words))}.`
      : '',
    failing(each),
  ].filter(Boolean);
  if (!each.eligible) return { tone: 'bad', short: 'Cannot carry it', words: notes };
  const tone = each.left_alone || each.health === 'unhealthy' || each.undeclared.length > 0 ? 'warn' : 'good';
  if (place === -1 && each.left_alone) return { tone, short: 'Left alone for now', words: notes };
  if (place === -1) return { tone, short: 'Can carry it, not tried', words: notes };
  return { tone, short: place === 0 ? 'Tried first' : `Tried as number ${place + 1}`, words: notes };
}

function failing({ health, left_alone }: ExplainedTarget): string {
  if (left_alone) return 'It has failed again and again, or asked for a pause, and is not tried for a moment.';
  return health === 'unhealthy' ? 'It has been failing lately.' : '';
}
