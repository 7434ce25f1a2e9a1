import { median, ratioTo } from './figures.mjs';
import { measure } from './measure.mjs';

/**
 * The budgets of the design as ratios of CPU per request to the bare proxy's, every connection busy. `budget` is what is
 * wanted; `held` is what fails the check: the worst figure measured, on a machine with many times its cores to do, and about a fifth.
 * It is coarse, and the gap is told in docs/decisions/2026-11-23-measuring.md.
 */
export const limits = [
  { kind: 'unary', store: 'embedded', budget: 1.6, held: 3.2 },
  { kind: 'unary', store: 'postgres', budget: 1.6, held: 3.2 },
  { kind: 'stream', store: 'embedded', budget: 1.6, held: 3.5 },
  { kind: 'models', store: 'embedded', budget: 1.6, held: 2.9 },
];

/** A translated stream against one that passes through, of the same router: what the translating itself costs. */
const translations = [
  { kind: 'messages to chat', budget: 2.5, held: 2.5 },
  { kind: 'responses to messages', budget: 2.5, held: 2.5 },
];

/** Counted in requests and not in seconds: a busy machine then takes longer, but code is as warm and a round as long. */
const work = {
  unary: { warm: 14_000, round: 2_500 },
  stream: { warm: 5_000, round: 1_000 },
  'messages to chat': { warm: 5_000, round: 1_000 },
  'responses to messages': { warm: 5_000, round: 1_000 },
  models: { warm: 20_000, round: 8_000 },
};
const secondsAtMost = 20;
const leastRounds = 5;
const mostRounds = 9;
/** A verdict this near to its line is asked for again. */
const near = 0.1;

/** Measures each limit in short turns and says how it stands. True where none is missed. */
export async function check(load, bare, routers, connections, say) {
  let kept = true;
  for (const limit of limits) {
    const router = routers[limit.store];
    if (!router) {
      say(`${limit.kind}, ${limit.store}: not measured, that store was not started`);
      continue;
    }
    const rounds = await takeTurns(load, [bare, router], limit, connections);
    const ratio = ratioTo(rounds, router.name, bare.name);
    const cpu = (subject) => median(rounds.map((round) => round[subject.name].cpu)).toFixed(0);
    const measured = `${ratio.toFixed(2)} × the bare proxy (${cpu(router)} to ${cpu(bare)} µs, ${rounds.length} rounds)`;
    kept = kept && ratio <= limit.held;
    say(`${limit.kind}, ${limit.store}: ${measured}; ${verdict(ratio, limit)}`);
  }
  const [router] = Object.values(routers);
  return (await checkTranslations(load, router, connections, say)) && kept;
}

async function checkTranslations(load, router, connections, say) {
  let kept = true;
  for (const limit of translations) {
    const passed = { ...router, name: 'passed through', kind: 'stream' };
    const rounds = await takeTurns(load, [passed, { ...router, kind: limit.kind }], limit, connections);
    const ratio = ratioTo(rounds, router.name, passed.name);
    kept = kept && ratio <= limit.held;
    const measured = `${ratio.toFixed(2)} × the same stream passed through (${rounds.length} rounds)`;
    say(`${limit.kind}: ${measured}; ${verdict(ratio, limit)}`);
  }
  return kept;
}

async function takeTurns(load, subjects, { kind, held }, connections) {
  const jobOf = (subject) => ({ kind: subject.kind ?? kind, connections, rate: 0, seconds: secondsAtMost });
  for (const subject of subjects) {
    const job = jobOf(subject);
    await measure(load, subject, { ...job, requests: work[job.kind].warm });
  }
  const rounds = [];
  const [bare, router] = subjects;
  while (rounds.length < mostRounds) {
    const round = {};
    // Now one first and now the other: what disturbs the machine does not keep to our turns.
    for (const subject of rounds.length % 2 ? [router, bare] : subjects) {
      const job = jobOf(subject);
      const run = await measure(load, subject, { ...job, requests: work[job.kind].round });
      if (run.failed > 0) throw new Error(`${subject.name}, ${kind}: ${run.failed} of ${run.requests} requests failed`);
      round[subject.name] = run;
    }
    rounds.push(round);
    const ratio = ratioTo(rounds, router.name, bare.name);
    if (rounds.length >= leastRounds && ratio <= held * (1 - near)) break;
  }
  return rounds;
}

function verdict(ratio, { budget, held }) {
  if (ratio > held) return `MISSED: held at ${held}, ${(ratio - held).toFixed(2)} too much (budget ${budget})`;
  if (ratio > budget) return `held at ${held}, still ${(ratio - budget).toFixed(2)} over the budget of ${budget}`;
  return `within the budget of ${budget}`;
}
