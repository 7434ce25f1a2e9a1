import { expect, test } from 'vitest';
import { goesElsewhere, type KeyPlace } from './goes-elsewhere';

const place: KeyPlace = { dialect: 'openai-chat', baseUrl: 'https://api.example.com/one/v1' };
const moved = (changes: Partial<KeyPlace>) => goesElsewhere(place, { ...place, ...changes });

test.each([
  ['another host', { baseUrl: 'https://other.example.com/one/v1' }],
  ['another port', { baseUrl: 'https://api.example.com:444/one/v1' }],
  ['no encryption', { baseUrl: 'http://api.example.com/one/v1' }],
  ['another path', { baseUrl: 'https://api.example.com/two/v1' }],
  ['a path that climbs', { baseUrl: 'https://api.example.com/one/../two/v1' }],
  ['another query', { baseUrl: 'https://api.example.com/one/v1?account=2' }],
  ['another dialect', { dialect: 'openai-responses' }],
  ['another way of sending it', { auth: 'query' }],
] as const)('%s is another place for a key', (_, changes) => {
  expect(moved(changes)).toBe(true);
});

test.each([
  ['a slash at the end', { baseUrl: 'https://api.example.com/one/v1/' }],
  ['the same address in another spelling', { baseUrl: ' HTTPS://API.example.com:443/one/./v1' }],
  ['the dialect’s own way by its name', { auth: 'bearer' }],
  ['the dialect’s own way as nothing', { auth: null }],
] as const)('%s is not', (_, changes) => {
  expect(moved(changes)).toBe(false);
});

test('what is no address yet is compared as it is written', () => {
  expect(goesElsewhere({ ...place, baseUrl: 'https://' }, { ...place, baseUrl: 'https://' })).toBe(false);
  expect(moved({ baseUrl: 'https://' })).toBe(true);
});
