import type { Tone } from '@/app/_ui/badge';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { abilities } from '../_groups/abilities';
import { list } from '../_parts/list';

export const symptomIds = ['empty-list', '401', '403', 'missing-group', '422', '404', '5xx'] as const;
export type SymptomId = (typeof symptomIds)[number];

/** What a symptom means for the visit's token; without one, what it can mean at all. */
export interface SymptomWords {
  /** Null where there is no token to say it of. */
  verdict: { tone: Tone; words: string } | null;
  sentences: readonly string[];
}

export function symptomWords(id: SymptomId, token: TokenAnswer | null): SymptomWords {
  return token === null ? { verdict: null, sentences: general[id] } : particular[id](token);
}

const general: Readonly<Record<SymptomId, readonly string[]>> = {
  'empty-list': ['The token is good, but its allow list is empty: ask your administrator for a group.'],
  '401': [
    'No token arrived, or one that this deployment does not know. Put it in above: a damaged copy can often be told.',
    'Where a program sends both Authorization and x-api-key, Authorization is the one that counts.',
  ],
  '403': [
    'Its code says which of two it is. With model-not-allowed the token is good, and the name in “model” is not on its allow list. With token-expired and the like it is the token.',
  ],
  'missing-group': [
    'A list shows what is on the allow list of the token that asked. Put the token in above, and the name is looked for there.',
  ],
  '422': [
    'The group may be used, but nothing behind it can carry this request. The message lists what was required, and which groups have it.',
  ],
  '404': ['The program asks at an address that this deployment does not have: most often its base URL is wrong.'],
  '5xx': ['Nothing that stands behind the group gave a usable answer. Try again, unless x-should-retry says false.'],
};

const particular: Readonly<Record<SymptomId, (token: TokenAnswer) => SymptomWords>> = {
  'empty-list': (token) => {
    const count = token.group_details.length;
    if (token.status !== 'active')
      return bad(`Yes: it is ${token.status}`, `This token is ${token.status}: the list itself is refused with 403.`);
    if (count === 0)
      return bad('Yes: its allow list is empty', 'Its allow list is empty. Ask your administrator for a group.');
    const groups = tellCount(token);
    return good(
      `No: it has ${groups}`,
      `This token has ${groups}, and GET /v1/models lists ${count === 1 ? 'it' : 'them'}. A program that shows none asks with another token, or at another address.`,
    );
  },
  '401': () =>
    good(
      'Not about this token: it is known',
      'This deployment knows this token, so a 401 is about what arrived: no token, or another one.',
      'Is the variable set in the shell that runs the program, without quotes, spaces or a line end in it? Where both Authorization and x-api-key are sent, Authorization is the one that counts.',
    ),
  '403': (token) =>
    token.status === 'active'
      ? good(
          'Not about this token: it is active',
          'This token is active, so a 403 is not about the token: “model” names something that is not on its allow list.',
          'Some programs ask for more names than the one you chose: Claude Code has models of its own for small errands and for sub-agents.',
        )
      : bad(
          `Yes: it is ${token.status}`,
          `This token is ${token.status}, and every request with it is refused with 403 token-${token.status}.`,
        ),
  'missing-group': (token) => ({
    verdict: { tone: 'neutral', words: `It has ${tellCount(token)}: look the name up` },
    sentences: ['Type the name as it stands in “model”.'],
  }),
  '422': (token) => {
    const groups = token.group_details;
    if (groups.length === 0)
      return bad('It has no groups', 'This token has no groups, so nothing can carry any request.');
    const sentences = asked.map(({ name, long }) => {
      const able = groups.filter(({ can }) => can[name] !== false).map(({ id }) => id);
      return `${long}: ${able.length === 0 ? 'none of its groups' : able.length === groups.length ? 'all of its groups' : tellSome(able)}.`;
    });
    return {
      verdict: tellGaps(groups),
      sentences: [
        'The request needs something that nothing behind its group has. Of this token’s groups, these have it, or may:',
        ...sentences,
      ],
    };
  },
  '404': () => ({
    verdict: { tone: 'neutral', words: 'Not about the token: check the address' },
    sentences: general['404'],
  }),
  '5xx': (token) => {
    const failing = token.group_details.filter(({ health }) => health === 'unhealthy').map(({ id }) => id);
    const partly = token.group_details.filter(({ health }) => health === 'degraded').map(({ id }) => id);
    if (failing.length > 0)
      return bad(
        failing.length === 1 ? '1 group is failing' : `${failing.length} groups are failing`,
        `Everything behind ${tellSome(failing)} is failing now.`,
      );
    if (partly.length > 0)
      return {
        verdict: {
          tone: 'warn',
          words: partly.length === 1 ? '1 group is failing in part' : `${partly.length} groups are failing in part`,
        },
        sentences: [`Some of what stands behind ${tellSome(partly)} is failing now; the rest answers in its place.`],
      };
    return good(
      'None of its groups is failing now',
      'Nothing behind this token’s groups is known to be failing now. If it stays, look the request up under “Why?”.',
    );
  },
};

const asked = abilities.filter(({ name }) => name !== 'embeddings');

/** Groups are made for different work: that one cannot do everything is no fault of it. */
function tellGaps(groups: TokenAnswer['group_details']): SymptomWords['verdict'] {
  const lack = (all: boolean) =>
    asked.filter(({ name }) =>
      all ? groups.every(({ can }) => can[name] === false) : groups.some(({ can }) => can[name] === false),
    );
  const some = lack(false);
  if (some.length === 0) return { tone: 'good', words: 'Not known to lack anything' };
  const none = lack(true);
  if (none.length > 0 && none.length <= fewNames) return { tone: 'neutral', words: `None has ${tellAbilities(none)}` };
  if (none.length === 0 && some.length <= fewNames)
    return { tone: 'neutral', words: `Not all have ${tellAbilities(some)}` };
  const lacking = groups.filter(({ can }) => asked.some(({ name }) => can[name] === false));
  return {
    tone: 'neutral',
    words: `${lacking.length} of ${groups.length} groups ${lacking.length === 1 ? 'lacks' : 'lack'} something`,
  };
}

function tellAbilities(lacked: typeof asked): string {
  return list(
    lacked.map(({ name, short }) => (name === 'structured_output' ? short : short.toLowerCase())),
    'or',
  );
}

const fewNames = 2;

function tellCount({ group_details }: TokenAnswer): string {
  return ['no groups', 'one group'][group_details.length] ?? `${group_details.length} groups`;
}
const manyNames = 6;

function tellSome(names: readonly string[]): string {
  if (names.length <= manyNames) return list(names);
  return `${names.slice(0, manyNames).join(', ')} and ${names.length - manyNames} more`;
}

function good(words: string, ...sentences: string[]): SymptomWords {
  return { verdict: { tone: 'good', words }, sentences };
}

function bad(words: string, ...sentences: string[]): SymptomWords {
  return { verdict: { tone: 'bad', words }, sentences };
}
