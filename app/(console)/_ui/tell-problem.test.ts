import { expect, test } from 'vitest';
import { tellProblem } from './tell-problem';

const labels = {
  base_url: 'Address',
  api_key: 'Key',
  headers: 'Headers',
  total_ms: 'Whole answer',
  idle_ms: 'Silence',
  id: 'Name',
};
const tell = (message: string, problems: { path: string; message: string }[] = []) =>
  tellProblem({ message, problems: problems.map((one) => ({ ...one, line: null, column: null })) }, labels);

test.each([
  [
    'base_url: the address carries credentials; use api_key for them',
    'Address: the address carries credentials; use “Key” for them',
  ],
  ['models.0.id: expected letters', 'Name: expected letters'],
  ['headers.x-team: expected printable ASCII', 'Headers “x-team”: expected printable ASCII'],
  ['base_url: localhost leads to 127.0.0.1', 'Address: localhost leads to 127.0.0.1'],
  ['there is a provider "id" already', 'there is a provider "id" already'],
  ['the provider was asked: it answers 500', 'the provider was asked: it answers 500'],
])('a refusal is told by the label of its field: %s', (message, told) => {
  expect(tell(message)).toEqual([told]);
});

test('a line whose place stands beside it is told with that place', () => {
  const message = '20 is above total_ms; expected 10 at most';
  expect(tell(message, [{ path: 'providers[0].timeouts.idle_ms', message }])).toEqual([
    'Silence: 20 is above “Whole answer”; expected 10 at most',
  ]);
});
