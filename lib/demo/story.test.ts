import { expect, it } from 'vitest';
import { coloured, tellStart } from './story';

const demo = { provider: 'mock', tokens: { good: 'rtr_abc' }, groups: [{ id: 'default', story: 'answers' }] } as const;

it('tells a demo with two requests that can be pasted as they are', () => {
  const told = tellStart({ origin: 'http://127.0.0.1:3000', groups: 1, demo, setting: '' });
  expect(told).toContain('  curl http://127.0.0.1:3000/v1/models \\\n    -H "Authorization: Bearer rtr_abc"\n');
  expect(told).toContain('-d \'{"model":"default","messages":[{"role":"user","content":"Why is the sky blue?"}]}\'\n');
  expect(told).toContain('  default  answers\n');
  expect(told).not.toContain('\u001b');
});

it('says the same in colour, and leaves what is pasted alone', () => {
  const told = tellStart({ origin: 'http://127.0.0.1:3000', groups: 1, demo, setting: '' }, coloured);
  expect(told).toContain('  curl http://127.0.0.1:3000/v1/models \\\n    -H "Authorization: Bearer rtr_abc"\n');
  expect(told).toContain('\u001b[36m');
});

it('says whose account a real provider is on', () => {
  const told = tellStart({ origin: 'http://x', groups: 1, demo: { ...demo, provider: 'openai' }, setting: '' });
  expect(told).toContain('OpenAI answers with your OPENAI_API_KEY, and its price is yours to pay.');
});

it('says what to do where there is no model group, and no more where there is one', () => {
  expect(tellStart({ origin: 'http://x', groups: 0, demo: null, setting: '' })).toContain('ROUTER_CONFIG=router.yaml');
  expect(tellStart({ origin: 'http://x', groups: 2, demo: null, setting: '' })).not.toContain('ROUTER_CONFIG');
});

it('gives the commands what they need to find a server that is elsewhere', () => {
  const told = tellStart({ origin: 'http://x', groups: 1, demo, setting: 'PORT=4000 ROUTER_DATA_DIR=/tmp/d ' });
  expect(told).toContain('PORT=4000 ROUTER_DATA_DIR=/tmp/d npm run -s router -- demo');
});

it('gives the first owner’s link while there is none, and not a word of it afterwards', () => {
  const facts = { origin: 'http://x', groups: 1, demo: null, setting: '' };
  const setupUrl = 'http://x/console/setup#rtrsetup_abc';
  expect(tellStart({ ...facts, setupUrl })).toContain(`within a day:\n  ${setupUrl}\n`);
  expect(tellStart({ ...facts, setupUrl: null })).not.toContain('owner');
});
