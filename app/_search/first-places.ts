import type { SearchEntry } from '@/lib/docs/search-entries';

/** What is shown as a line of the list: something found, or a page that is always there. */
export interface Place extends Omit<SearchEntry, 'kind' | 'code'> {
  kind: SearchEntry['kind'] | 'page';
  found?: ReadonlySet<string>;
}

const checkMyGroups: Place = {
  ...{ kind: 'page', address: '/check', title: 'Check my groups', trail: [], codes: [] },
  text: 'Paste a caller token and see what it may use, or why it is refused.',
};

const errors: Place = {
  ...{ kind: 'docs', address: '/docs/errors', title: 'Errors', trail: [], codes: [] },
  text: 'Every code the router answers with, and what to do.',
};

/** Before anything was typed. */
export const firstPlaces: readonly Place[] = [
  {
    ...{ kind: 'docs', address: '/docs/getting-started/quickstart', title: 'Quickstart', trail: [], codes: [] },
    text: 'From a caller token to a first answer.',
  },
  {
    kind: 'docs',
    address: '/docs/getting-started/available-models-and-access',
    ...{ title: 'Available Models And Access', trail: [], codes: [] },
    text: 'Which names may stand in model, and why one may be missing.',
  },
  errors,
  checkMyGroups,
  {
    ...{ kind: 'docs', address: '/docs/reference/settings', title: 'Settings', trail: [], codes: [] },
    text: 'The environment variables that the server reads.',
  },
];

/** Where nothing was found. */
export const waysOut: readonly Place[] = [checkMyGroups, errors];
